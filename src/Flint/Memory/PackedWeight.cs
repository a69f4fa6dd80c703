using Flint.Kernels;

namespace Flint;

/// <summary>A weight as a kernel reads it: the copy that is kept with it, or one for this call.</summary>
readonly unsafe ref struct PackedWeight
{
    readonly bool isOwn;

    PackedWeight(Storage storage, bool isOwn) => (Storage, this.isOwn) = (storage, isOwn);

    /// <summary>The packed elements, 64-byte aligned.</summary>
    internal Storage Storage { get; }

    /// <param name="constant">The weight's storage where a copy may be kept with it, else null.</param>
    /// <param name="weight">The first element.</param>
    /// <param name="form">How it is read.</param>
    internal static PackedWeight Of<TForm>(Storage? constant, void* weight, in TForm form) where TForm : struct, IPackedForm, IEquatable<TForm>
    {
        if (constant is not null && Prepacked.Of(constant, weight, form) is { } kept) return new(kept, isOwn: false);
        // The least size is aligned.
        var own = Storage.Allocate(Math.Max(form.Bytes, Tuning.PoolFrom));
        fixed (byte* to = own) form.Pack((byte*)weight, to);
        return new(own, isOwn: true);
    }

    /// <summary>After the last use of a pointer.</summary>
    internal void Release()
    {
        if (isOwn) Storage.Release();
        else GC.KeepAlive(Storage);
    }
}
