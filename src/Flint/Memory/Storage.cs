using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flint;

/// <summary>The bytes behind one or more tensors. Pin with <c>fixed (byte* p = storage)</c> and keep the tensor alive past the last use of the pointer.</summary>
sealed class Storage
{
    readonly Array memory;
    readonly nint start;

    Storage(Array memory, nint start, long bytes)
    {
        this.memory = memory;
        this.start = start;
        Bytes = bytes;
    }

    internal long Bytes { get; }

    /// <summary>Counts in-place changes, so that the tape notices a saved value that was overwritten.</summary>
    internal int Version;

    /// <summary>Pending gradients of a running backward pass that read this memory, and whether only the pass can see it.</summary>
    internal GradientUse Use;

    /// <summary>Uninitialised memory.</summary>
    internal static Storage Allocate(long bytes)
    {
        var storage = new Storage(GC.AllocateUninitializedArray<byte>(checked((int)bytes)), 0, bytes);
        AllocationLog.Note(storage);
        return storage;
    }

    /// <summary>Shares the caller's array; no copy.</summary>
    internal static Storage Wrap<T>(T[] array) where T : unmanaged => new(array, 0, array.LongLength * Unsafe.SizeOf<T>());

    /// <summary>Gives the memory back now. Only for storage that no handle of a user can reach.</summary>
    internal void Release() { }

    /// <summary>A span of the user shows this memory: it is never reused, only left to the garbage collector.</summary>
    internal void Expose() { }

    /// <summary>The first byte, for <c>fixed</c>.</summary>
    public ref byte GetPinnableReference() => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(memory), start);
}
