using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flint;

/// <summary>
/// A piece of pinned memory that the pool lends again and again. A weak handle on the current borrower, made once, tells
/// when nobody can reach the memory any more.
/// </summary>
sealed class Block
{
    GCHandle borrower;

    internal Block(Pool pool, int sizeClass, long bytes)
    {
        (Pool, SizeClass, Bytes) = (pool, sizeClass, bytes);
        // Elements of 64 bytes take an array past 2 GiB; one extra leaves room to begin on a boundary.
        var count = bytes / Unsafe.SizeOf<CacheLine>() + 1;
        if (count > Array.MaxLength) throw new FlintException($"A tensor of {bytes} bytes is more than one storage can hold, which is 64 times {Array.MaxLength}: split it.");
        var lines = GC.AllocateUninitializedArray<CacheLine>((int)count, pinned: true);
        Memory = Unsafe.As<byte[]>(lines);
        unsafe
        {
            var address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Memory));
            Start = -address & (Unsafe.SizeOf<CacheLine>() - 1);
            HugePages.Ask(address, bytes);
        }
        // Tracks resurrection: an object with a finalizer may still use its tensors there.
        borrower = GCHandle.Alloc(null, GCHandleType.WeakTrackResurrection);
    }

    internal Pool Pool { get; }

    internal int SizeClass { get; }

    /// <summary>Usable bytes: those of the size class.</summary>
    internal long Bytes { get; }

    internal byte[] Memory { get; }

    /// <summary>Offset of the first byte on a 64-byte boundary.</summary>
    internal nint Start { get; }

    /// <summary>A user's span may outlive the borrower: do not lend again.</summary>
    internal bool IsExposed { get; set; }

    /// <summary>Place in the pool's list of lent blocks.</summary>
    internal int Index { get; set; }

    /// <summary>The sweep after which the block came back.</summary>
    internal long IdleSince { get; set; }

    /// <summary>True once no one can reach the borrower, as of the last garbage collection of its generation.</summary>
    internal bool IsAbandoned => borrower.Target is null;

    internal Storage LendTo(long bytes)
    {
        var storage = new Storage(this, bytes);
        borrower.Target = storage;
        return storage;
    }

    internal unsafe void Poison()
    {
        fixed (byte* p = &Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Memory), Start)) NativeMemory.Fill(p, (nuint)Bytes, 0xFF);
    }

    /// <summary>Nobody has the block now.</summary>
    internal void Clear() => borrower.Target = null;

    /// <summary>The pool forgets the block; its memory lives as long as spans on it do.</summary>
    internal void Drop() => borrower.Free();

    [StructLayout(LayoutKind.Sequential, Size = 64)]
    struct CacheLine;
}
