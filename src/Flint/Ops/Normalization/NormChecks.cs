namespace Flint;

/// <summary>What the normalisations require of their inputs.</summary>
static class NormChecks
{
    internal static void Floating(string name, Tensor x)
    {
        if (!x.DType.IsFloating)
            throw new DTypeException($"{name} expects Float32 or Float64, but got {x.DType}: convert with To(DType.Float32).");
    }

    internal static void LastSizes(string name, Tensor x, Shape normalizedShape)
    {
        var rank = normalizedShape.Rank;
        if (rank == 0 || x.Rank < rank || !x.Shape.Span[^rank..].SequenceEqual(normalizedShape.Span))
            throw new ShapeException($"{name} over {normalizedShape} expects an input whose last sizes are these, but got {x.Shape}.");
    }

    internal static void Parameter(string name, Tensor x, string parameter, Tensor? value, Shape shape)
    {
        if (value is null) return;
        if (value.Shape != shape)
            throw new ShapeException($"{name} on input {x.Shape} expects {parameter} of shape {shape}, but got {value.Shape}.");
        if (value.DType != x.DType)
            throw new DTypeException($"{name} on {x.DType} input expects {parameter} of the same dtype, but got {value.DType}.");
    }
}
