using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>
/// How a kernel reads a weight: sizes and order, all that decides the packed copy besides the elements and their place. A record struct is right:
/// equal forms of one place in a storage share one copy. What is a type argument of the form (element type, tile) is compared with it.
/// </summary>
unsafe interface IPackedForm
{
    /// <summary>Of the packed copy.</summary>
    long Bytes { get; }

    /// <summary>Writes the packed copy, 64-byte aligned, of the weight that begins at <paramref name="weight"/>.</summary>
    void Pack(byte* weight, byte* packed);
}

/// <summary>
/// Packed copies of constant weights, kept with their storage: they live as long as it does and end with its <see cref="Storage.Version"/>,
/// so an in-place change is noticed. Without recording only, as recorded weights are about to change; and from the second use on, so that what
/// is used once (a gradient in a backward pass, a single validation batch) neither takes memory nor time.
/// </summary>
abstract unsafe class Prepacked
{
    // Slices of one storage have their own copies; with more of them a search would cost more than it finds.
    const int Most = 64;

    readonly int version, count;
    readonly Prepacked? next;

    Prepacked(int version, Prepacked? next) => (this.version, count, this.next) = (version, next is null ? 1 : next.count + 1, next);

    /// <summary>
    /// The packed copy of the weight that begins at <paramref name="first"/>, or null where none is kept: then the caller packs for itself
    /// (<see cref="PackedWeight"/> does). Keep it alive past the last use of a pointer.
    /// </summary>
    internal static Storage? Of<TForm>(Storage weight, void* first, in TForm form) where TForm : struct, IPackedForm, IEquatable<TForm>
    {
        nint offset;
        fixed (byte* start = weight) offset = (nint)((byte*)first - start);
        var version = weight.Version;
        var known = Volatile.Read(ref weight.Packs);
        if (known is not null && known.version != version) weight.Packs = known = null;
        if (Tape.Enabled || weight.IsWrittenUnseen) return null;
        for (var entry = known; entry is not null; entry = entry.next)
            if (entry is Copy<TForm> copy && copy.Offset == offset && copy.Form.Equals(form)) return copy.Packed(weight);
        // Two threads may meet here; one of the notes is lost, and made again at the next use.
        if (known is null || known.count < Most) Volatile.Write(ref weight.Packs, new Copy<TForm>(form, offset, version, known));
        return null;
    }

    /// <summary>One copy, made when it is asked for again.</summary>
    sealed class Copy<TForm>(in TForm form, nint offset, int version, Prepacked? next) : Prepacked(version, next) where TForm : struct, IPackedForm
    {
        Storage? memory;

        internal TForm Form { get; } = form;

        /// <summary>Bytes from the storage's first to the weight's.</summary>
        internal nint Offset { get; } = offset;

        internal Storage Packed(Storage weight) => Volatile.Read(ref memory) ?? Pack(weight);

        [MethodImpl(MethodImplOptions.NoInlining)]
        Storage Pack(Storage weight)
        {
            // From the pool itself: the copy belongs to the weight, not to the scope that happens to be open. The least size is aligned.
            var packed = Pool.Shared.Lend(Math.Max(Form.Bytes, Tuning.PoolFrom));
            fixed (byte* from = weight, to = packed) Form.Pack(from + Offset, to);
            Volatile.Write(ref memory, packed);
            return packed;
        }
    }
}
