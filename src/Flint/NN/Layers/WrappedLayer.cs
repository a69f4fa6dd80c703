namespace Flint.NN;

/// <summary>What wrappers that compute a layer's weight share.</summary>
static class WrappedLayer
{
    internal static int Dimension(string wrapper, Tensor weight, int dim) => dim >= -weight.Rank && dim < weight.Rank
        ? (dim + weight.Rank) % weight.Rank
        : throw new TensorIndexException($"{wrapper}: the weight {weight.Shape} has no dimension {dim}.");

    /// <summary>Leaves the computed weight in the layer.</summary>
    internal static Module Bake(IWeightLayer layer, Tensor weight)
    {
        if (layer is not Module module) throw new StateException($"{layer.GetType().Name} is not a Module, so it cannot take the place of its wrapper.");
        using var _ = new NoGrad();
        layer.Weight.CopyFrom(weight.Detach());
        return module;
    }
}
