namespace Flint.NN;

public abstract partial class Module
{
    /// <summary>Puts this module and all inside it into training (or, with false, evaluation) mode.</summary>
    public void Train(bool mode = true)
    {
        foreach (var (_, module) in State.Modules) module.SetMode(mode);
    }

    /// <summary>Evaluation mode: no dropout, batch norm uses its running statistics.</summary>
    public void Eval() => Train(false);

    /// <summary>Stops training the parameters of this module: they no longer require a gradient, but stay parameters.</summary>
    public void Freeze() => SetRequiresGrad(false);

    /// <summary>Trains the parameters of this module again.</summary>
    public void Unfreeze() => SetRequiresGrad(true);

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void ZeroGrad()
    {
        foreach (var entry in State.Parameters) entry.Tensor.Grad = null;
    }

    /// <summary>
    /// Converts the floating-point parameters and buffers. They become new tensors, shared ones stay shared, gradients are
    /// dropped: make the optimiser afterwards.
    /// </summary>
    /// <exception cref="DTypeException"><paramref name="dtype"/> is not floating-point.</exception>
    public void To(DType dtype)
    {
        if (!dtype.IsFloating)
            throw new DTypeException($"A module's weights are floating-point: To({dtype}) is not possible, use Float32 or Float64.");
        var state = State;
        var converted = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance);
        foreach (var (_, tensor, role, _, place) in state.Places)
        {
            if (!tensor.DType.IsFloating || tensor.DType == dtype) continue;
            if (!converted.TryGetValue(tensor, out var other))
            {
                other = converted[tensor] = tensor.Detach().To(dtype);
                other.Role = role;
                other.RequiresGrad = tensor.RequiresGrad;
            }
            place.Put(other);
            tensor.IsReplaced = true;
        }
        foreach (var (_, module) in state.Modules) module.Known.Replace(converted);
    }

    void SetRequiresGrad(bool value)
    {
        foreach (var entry in State.Parameters) entry.Tensor.RequiresGrad = value;
    }
}
