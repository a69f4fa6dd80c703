namespace Flint;

/// <summary>The rectified linear unit up to 6 (Krizhevsky 2010).</summary>
public static class Relu6Ops
{
    extension(Tensor x)
    {
        /// <summary>min(max(x, 0), 6); no gradient at the limits and beyond.</summary>
        public Tensor Relu6() => x.Hardtanh(0, 6);
    }
}
