namespace Flint.Kernels;

/// <summary>The side of a square kernel, as a type argument and so a constant.</summary>
interface IKernelSide
{
    static abstract int Side { get; }
}

readonly struct Side3 : IKernelSide
{
    public static int Side => 3;
}

readonly struct Side5 : IKernelSide
{
    public static int Side => 5;
}

/// <summary>
/// Planes that each have a kernel of their own: <c>out[y, x] = bias + sum over i, j of w[i, j] source[y step + i - Top, x step + j - Left]</c>, with zeros
/// outside of the source. Planes of source and output lie one after the other; channels count fastest.
/// </summary>
unsafe struct DepthwiseProblem<T> where T : unmanaged
{
    internal T* Source, Output, Weight, Bias;
    internal int Planes, Channels, Step, Top, Left;
    internal Plane Size, OutSize;
    internal Clamp? Clamp;

    /// <summary>The kernel from its last element to its first: the gradient of the input.</summary>
    internal bool IsTurned;

    internal readonly nint SourcePlane => (nint)Size.Height * Size.Width;

    internal readonly nint OutPlane => (nint)OutSize.Height * OutSize.Width;

    /// <summary>Elements of room for a copy of a plane, with what vectors read in front of it and behind.</summary>
    internal readonly nint CopySize => SourcePlane + 2 * Beside;

    /// <summary>More than vectors at the borders of a plane read beside it: 5 columns of the kernel, two steps for half a vector.</summary>
    internal const int Beside = 32;

    /// <summary>Masks hide what vectors read of a plane's neighbours; the first plane and the last have none on one side, so they are copied.</summary>
    internal readonly T* PlaneAt(long plane, T* room)
    {
        var source = Source + (nint)plane * SourcePlane;
        if (plane > 0 && plane < Planes - 1) return source;
        new ReadOnlySpan<T>(source, (int)SourcePlane).CopyTo(new Span<T>(room + Beside, (int)SourcePlane));
        return room + Beside;
    }

    /// <summary>The same for dL/dout in place of the output, of which vectors read behind a plane only.</summary>
    internal readonly T* GradientAt(long plane, T* room)
    {
        var gradient = Output + (nint)plane * OutPlane;
        if (plane < Planes - 1) return gradient;
        new ReadOnlySpan<T>(gradient, (int)OutPlane).CopyTo(new Span<T>(room, (int)OutPlane));
        return room;
    }
}
