namespace Flint.Kernels;

/// <summary>
/// Weights [gates H, K] as packed panels for x Wᵀ. A panel has a tile's width of units; those of a unit's gates follow each other, so that the gates
/// of some units are complete while they are in the cache: [units / width, gates, K, width].
/// </summary>
readonly unsafe record struct GatePanels<T, TTile>(int Gates, int Size, int K) : IPackedForm
    where T : unmanaged where TTile : struct, ITile<T>
{
    internal int Blocks => (Size + TTile.Columns - 1) / TTile.Columns;

    internal nint Panel => (nint)K * TTile.Columns;

    public long Bytes => (long)Blocks * Gates * Panel * sizeof(T);

    public void Pack(byte* weight, byte* packed)
    {
        var body = new Body(this, (T*)weight, (T*)packed);
        Threads.For(Blocks, 1, ref body);
    }

    readonly struct Body(GatePanels<T, TTile> form, T* weight, T* packed) : IRangeBody
    {
        public void Run(long start, long end)
        {
            for (var block = (int)start; block < end; block++)
                for (var gate = 0; gate < form.Gates; gate++)
                {
                    var unit = block * TTile.Columns;
                    Packing.Strip(packed + (block * form.Gates + gate) * form.Panel, TTile.Columns, Math.Min(TTile.Columns, form.Size - unit),
                        weight + ((nint)gate * form.Size + unit) * form.K, form.K, 1, form.K);
                }
        }
    }
}

/// <summary>Weights [gates H, H] as packed panels for dy W: [H / width, gates H, width].</summary>
readonly unsafe record struct StatePanels<T, TTile>(int K, int Size) : IPackedForm where T : unmanaged where TTile : struct, ITile<T>
{
    internal int Blocks => (Size + TTile.Columns - 1) / TTile.Columns;

    internal nint Panel => (nint)K * TTile.Columns;

    public long Bytes => Blocks * Panel * sizeof(T);

    public void Pack(byte* weight, byte* packed) =>
        Packing.Panels((T*)packed, TTile.Columns, Size, (T*)weight, 1, Size, K);
}
