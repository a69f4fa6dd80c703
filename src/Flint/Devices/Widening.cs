namespace Flint;

/// <summary>The operands of one call: those of a narrow dtype are replaced by temporaries of <see cref="DTypes"/>' Wide, and results go back in <see cref="Finish"/>.</summary>
struct Widening(CpuDevice cpu)
{
    List<(Tensor Narrow, Tensor Wide, bool IsResult)>? held;

    /// <summary>To be read: the tensor itself, or its wide values in the same order of memory.</summary>
    internal Tensor In(Tensor x) => x.DType.IsNarrow ? Widen(x) : x;

    Tensor Widen(Tensor x)
    {
        foreach (var (narrow, known, isResult) in held ?? [])
            if (!isResult && ReferenceEquals(narrow, x)) return known;
        var (stored, shown) = Layouts(x.Layout);
        var wide = Tensor.Empty(stored, x.DType.Wide);
        cpu.Copy(x.Alias(new(stored.Sizes, SourceStrides(x.Layout)), x.Offset), wide);
        return Hold(x, wide.Alias(shown, 0), isResult: false);
    }

    /// <inheritdoc cref="In(Tensor)"/>
    internal Tensor? InOptional(Tensor? x) => x is null ? null : In(x);

    /// <summary>To be written.</summary>
    internal Tensor Out(Tensor y) => y.DType.IsNarrow ? Hold(y, Tensor.EmptyLike(y, y.DType.Wide), isResult: true) : y;

    /// <inheritdoc cref="Out(Tensor)"/>
    internal Tensor? OutOptional(Tensor? y) => y is null ? null : Out(y);

    /// <summary>To be changed in place.</summary>
    internal Tensor InOut(Tensor x)
    {
        var wide = Out(x);
        if (!ReferenceEquals(wide, x)) cpu.Copy(x, wide);
        return wide;
    }

    /// <inheritdoc cref="InOut(Tensor)"/>
    internal Tensor? InOutOptional(Tensor? x) => x is null ? null : InOut(x);

    /// <summary>Rounds the results and gives the temporaries back.</summary>
    internal readonly void Finish()
    {
        if (held is not null) RoundBack();
    }

    readonly void RoundBack()
    {
        foreach (var (narrow, wide, isResult) in held!)
        {
            if (isResult) cpu.Copy(wide, narrow);
            wide.Storage.Release();
        }
    }

    Tensor Hold(Tensor narrow, Tensor wide, bool isResult)
    {
        (held ??= []).Add((narrow, wide, isResult));
        return wide;
    }

    /// <summary>
    /// The operand's elements once, in the order in which they lie in memory, and how the operand looks on those: a transposed operand
    /// stays transposed and is converted from end to end, an expanded one is converted once.
    /// </summary>
    static (Layout Stored, Layout Shown) Layouts(Layout x)
    {
        var order = ByStride(x);
        var stored = Layout.Contiguous([.. order.Select(d => x.Strides[d] == 0 ? 1 : x.Sizes[d])]);
        var strides = new long[x.Rank];
        for (var k = 0; k < order.Length; k++) strides[order[k]] = x.Strides[order[k]] == 0 ? 0 : stored.Strides[k];
        return (stored, x.IsContiguous ? Layout.Contiguous(x.Sizes) : new(x.Sizes, strides));
    }

    static long[] SourceStrides(Layout x) => [.. ByStride(x).Select(d => x.Strides[d])];

    /// <summary>The dimensions from the widest step to the closest.</summary>
    static int[] ByStride(Layout x) => x.IsContiguous
        ? [.. Enumerable.Range(0, x.Rank)]
        : [.. Enumerable.Range(0, x.Rank).OrderByDescending(d => x.Strides[d])];
}
