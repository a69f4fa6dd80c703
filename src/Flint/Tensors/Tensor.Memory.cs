using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flint;

public sealed partial class Tensor
{
    /// <summary>
    /// The elements as a span on the tensor's own memory, for writing; no copy. The span stays valid as long as it is held. The tape
    /// takes the call for a change of the memory: call it again before later writes, and read with <see cref="AsReadOnlySpan"/>.
    /// </summary>
    /// <exception cref="DTypeException"><typeparamref name="T"/> is not the element type.</exception>
    /// <exception cref="InvalidOperationException">The tensor is not contiguous: call <c>Contiguous()</c> first.</exception>
    public Span<T> AsSpan<T>() where T : unmanaged
    {
        var span = Exposed<T>("AsSpan", forWriting: true);
        Storage.Version++;
        return span;
    }

    /// <summary>The elements as a span on the tensor's own memory, for reading; no copy. The span stays valid as long as it is held.</summary>
    /// <exception cref="DTypeException"><typeparamref name="T"/> is not the element type.</exception>
    /// <exception cref="InvalidOperationException">The tensor is not contiguous: call <c>Contiguous()</c> first.</exception>
    public ReadOnlySpan<T> AsReadOnlySpan<T>() where T : unmanaged => Exposed<T>("AsReadOnlySpan", forWriting: false);

    Span<T> Exposed<T>(string what, bool forWriting) where T : unmanaged
    {
        RequireType<T>();
        if (!IsContiguous)
            throw new InvalidOperationException($"{what} needs contiguous memory, but this tensor of shape {Shape} is a strided view: call Contiguous() first.");
        Storage.Expose(forWriting);
        return RawSpan<T>();
    }

    /// <summary>The memory of a contiguous tensor; the caller keeps the tensor alive.</summary>
    internal Span<T> RawSpan<T>() where T : unmanaged =>
        Count == 0 ? [] : MemoryMarshal.CreateSpan(ref First<T>(), checked((int)Count));

    ref T First<T>() where T : unmanaged =>
        ref Unsafe.Add(ref Unsafe.As<byte, T>(ref Storage.GetPinnableReference()), checked((nint)Offset));
}
