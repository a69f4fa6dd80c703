using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Flint.Kernels;

namespace Flint;

/// <summary>
/// The bytes behind one or more tensors. Pin with <c>fixed (byte* p = storage)</c> and keep the tensor alive past the last
/// use of the pointer. Small ones are ordinary arrays, large ones are lent by the pool, and some are the user's own array.
/// </summary>
sealed class Storage
{
    /// <summary>What a block holds: as many cache lines as an array has elements, rounded down to the last size class.</summary>
    internal const long MostBytes = 15L << 33;

    // An array of any element type, seen as bytes: only its data reference is used.
    byte[]? memory;
    readonly nint start;
    readonly Block? block;

    Storage(byte[] memory, long bytes)
    {
        this.memory = memory;
        Bytes = bytes;
    }

    internal Storage(Block block, long bytes) : this(block.Memory, bytes)
    {
        this.block = block;
        start = block.Start;
    }

    internal long Bytes { get; }

    /// <summary>Counts in-place changes, so that the tape notices a saved value that was overwritten.</summary>
    internal int Version;

    /// <summary>The <see cref="Version"/> after the last change that a gradient flows through: older tensors on this memory do not know of it.</summary>
    internal int TrackedVersion;

    /// <summary>Packed copies that kernels keep of this memory, as of one <see cref="Version"/>.</summary>
    internal Prepacked? Packs;

    /// <summary>The user has an array or a span for writing on this memory: it may change without being counted, so nothing is derived from it and kept.</summary>
    internal bool IsWrittenUnseen { get; private set; }

    /// <summary>Leaves on this memory, pending gradients of a running backward pass that read it, and whether only the pass can see it.</summary>
    internal GradientUse Use;

    /// <summary>Uninitialised memory; from <see cref="Tuning.PoolFrom"/> bytes on, on a 64-byte boundary that never moves.</summary>
    /// <exception cref="OutOfMemoryException">There is no such memory even after everything idle was given back.</exception>
    internal static Storage Allocate(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        var storage = bytes < Tuning.PoolFrom ? new(GC.AllocateUninitializedArray<byte>((int)bytes), bytes) : Pool.Shared.Lend(bytes);
        AllocationLog.Note(storage);
        return storage;
    }

    /// <summary>Shares the caller's array; no copy.</summary>
    internal static Storage Wrap<T>(T[] array) where T : unmanaged =>
        new(Unsafe.As<byte[]>(array), array.LongLength * Unsafe.SizeOf<T>()) { IsWrittenUnseen = true };

    /// <summary>Gives the memory back now. Only for storage that no handle of a user can reach; every later access throws.</summary>
    internal void Release()
    {
        if (memory is null) return;
        memory = null;
        Packs = null;
        block?.Pool.Return(block);
        // Else a sweep on another thread could take the block of an unreachable borrower back while Return waits for the pool.
        GC.KeepAlive(this);
    }

    /// <summary>A span of the user shows this memory: it is never lent again, only left to the garbage collector.</summary>
    /// <param name="forWriting">The user may write through it at any time.</param>
    internal void Expose(bool forWriting)
    {
        IsWrittenUnseen |= forWriting;
        if (block is not null) block.IsExposed = true;
    }

    /// <summary>The first byte, for <c>fixed</c>.</summary>
    /// <exception cref="ReleasedException">The memory was given back.</exception>
    public ref byte GetPinnableReference() => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(memory ?? Released()), start);

    static byte[] Released() => throw new ReleasedException(
        "The memory of this tensor was given back when the Memory.Scope it was made in ended: pass it to the scope's Keep, or Clone() it outside, to use it afterwards.");
}
