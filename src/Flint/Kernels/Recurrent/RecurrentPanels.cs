namespace Flint.Kernels;

/// <summary>
/// Weights [gates H, K] as packed panels for x Wᵀ. A panel has a tile's width of units; those of a unit's gates follow each other, so that the gates
/// of some units are complete while they are in the cache: [units / width, gates, K, width].
/// </summary>
readonly unsafe record struct GatePanels<T, TTile>(nint Offset, int Gates, int Size, int K) : IPackedForm
    where T : unmanaged where TTile : struct, ITile<T>
{
    internal int Blocks => (Size + TTile.Columns - 1) / TTile.Columns;

    internal nint Panel => (nint)K * TTile.Columns;

    public long Bytes => (long)Blocks * Gates * Panel * sizeof(T);

    public void Pack(byte* storage, byte* packed)
    {
        var body = new Body(this, (T*)(storage + Offset), (T*)packed);
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
readonly unsafe record struct StatePanels<T, TTile>(nint Offset, int K, int Size) : IPackedForm where T : unmanaged where TTile : struct, ITile<T>
{
    internal int Blocks => (Size + TTile.Columns - 1) / TTile.Columns;

    internal nint Panel => (nint)K * TTile.Columns;

    public long Bytes => Blocks * Panel * sizeof(T);

    public void Pack(byte* storage, byte* packed) =>
        Packing.Panels((T*)packed, TTile.Columns, Size, (T*)(storage + Offset), 1, Size, K);
}

/// <summary>A weight's packed panels: the copy that is kept with it, or one for this call.</summary>
readonly unsafe ref struct PackedWeight
{
    readonly bool isOwn;

    internal Storage Storage { get; }

    PackedWeight(Storage storage, bool isOwn) => (Storage, this.isOwn) = (storage, isOwn);

    internal static PackedWeight Of<TForm>(Storage weight, TForm form) where TForm : struct, IPackedForm, IEquatable<TForm>
    {
        if (Prepacked.Of(weight, form) is { } kept) return new(kept, isOwn: false);
        var own = Storage.Allocate(Math.Max(form.Bytes, Storage.PoolFrom));
        fixed (byte* from = weight, to = own) form.Pack(from, to);
        return new(own, isOwn: true);
    }

    internal void Release()
    {
        if (isOwn) Storage.Release();
        else GC.KeepAlive(Storage);
    }
}
