namespace Flint.Kernels;

/// <summary>What traversals and polynomials need of a lane besides <see cref="ILane{V}"/>: memory, masks as bytes, bits.</summary>
unsafe interface ISimdLane<V> : IBitLane<V> where V : struct, ISimdLane<V>
{
    /// <summary>Elements in the lane.</summary>
    static abstract int Width { get; }

    /// <summary>Bytes per element.</summary>
    static abstract int ElementSize { get; }

    /// <summary>The elements from number <paramref name="index"/> on.</summary>
    static abstract V Load(void* source, nint index);

    static abstract void Store(V x, void* target, nint index);

    /// <summary>As <see cref="Store"/>, past the caches: the target begins on a boundary of lanes. See <see cref="Streaming"/>.</summary>
    static abstract void Stream(V x, void* target, nint index);

    /// <summary>16-bit words from number <paramref name="index"/> on, each in the low bits of a 32-bit element.</summary>
    static abstract V LoadWords(void* source, nint index);

    /// <summary>The low 16 bits of each 32-bit element.</summary>
    static abstract void StoreWords(V x, void* target, nint index);

    /// <summary>A mask as <see cref="Width"/> Bool bytes, 0 or 1.</summary>
    static abstract void StoreMask(V mask, byte* target, nint index);
}

/// <summary>The bits of 32-bit elements, for polynomials that take floats apart.</summary>
unsafe interface IBitLane<V> : ILane<V> where V : struct, IBitLane<V>
{
    static abstract V ConstBits(int bits);

    static abstract V AddBits(V a, V b);

    static abstract V SubtractBits(V a, V b);

    static abstract V ShiftLeft(V x, int count);

    static abstract V ShiftRight(V x, int count);

    /// <summary>Int32 bits to the float of that value.</summary>
    static abstract V BitsToValue(V x);

    /// <summary>One instruction; gives <paramref name="x"/> where that is NaN.</summary>
    static abstract V AtMost(V limit, V x);

    /// <summary>One instruction; gives <paramref name="x"/> where that is NaN.</summary>
    static abstract V AtLeast(V limit, V x);

    /// <summary>Whether the mask is set for any element.</summary>
    static abstract bool Any(V mask);

    /// <summary>eˣ for x at most 0, cheaper than <see cref="ILane{V}.Exp"/>; Float32 results that would be subnormal are 0.</summary>
    static abstract V ExpOfNonPositive(V x);

    /// <summary>A double function, element by element.</summary>
    static abstract V Map(V x, delegate*<double, double> function);
}
