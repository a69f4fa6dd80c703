namespace Flint.Kernels;

/// <summary>The tiles of a correlation's weights: of all groups, range of k after range of k.</summary>
readonly unsafe record struct CorrelationRows<T, TTile>(int Groups, int Rows, int Taps) : IPackedForm
    where T : unmanaged where TTile : struct, ITile<T>
{
    /// <summary>Elements of a group.</summary>
    internal long GroupSize => RowTiles<T>.Scratch<TTile>(Rows, Taps);

    public long Bytes => GroupSize * Groups * sizeof(T);

    public void Pack(byte* weight, byte* packed) => Pack(WeightView<T>.Rows((T*)weight, Rows, Taps), (T*)packed);

    internal void Pack(in WeightView<T> weights, T* packed)
    {
        var body = new PackRows<T, TTile>(this, weights, packed);
        Threads.For((long)Groups * body.Ranges * body.Parts, Grain.Of(PackRows<T, TTile>.RowsTogether * (long)body.Depth), ref body);
    }
}

/// <summary>Task t is a part of the rows, of a range of k, of a group, the rows counting fastest.</summary>
readonly unsafe struct PackRows<T, TTile>(CorrelationRows<T, TTile> form, WeightView<T> weights, T* packed) : IRangeBody
    where T : unmanaged where TTile : struct, ITile<T>
{
    /// <summary>Rows of a task, a multiple of every tile's height: kernels of neighbouring rows may lie together.</summary>
    internal const int RowsTogether = 96;

    internal int Depth => GemmDepth.Of<T>(form.Taps);

    internal int Ranges => (form.Taps + Depth - 1) / Depth;

    internal int Parts => (form.Rows + RowsTogether - 1) / RowsTogether;

    public void Run(long start, long end)
    {
        for (var t = start; t < end; t++)
        {
            var (rest, part) = Math.DivRem(t, Parts);
            var (group, range) = Math.DivRem(rest, Ranges);
            int k0 = (int)range * Depth, k = Math.Min(Depth, form.Taps - k0), row = (int)part * RowsTogether;
            var to = packed + (nint)(group * form.GroupSize + RowTiles<T>.Scratch<TTile>(form.Rows, k0)) + row * (nint)k;
            weights.Pack((int)group, row, Math.Min(RowsTogether, form.Rows - row), k0, k, to, TTile.Rows);
        }
    }
}
