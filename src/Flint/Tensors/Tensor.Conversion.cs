using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flint;

public sealed partial class Tensor
{
    /// <summary>A 1-D tensor with a copy of <paramref name="values"/>.</summary>
    public static Tensor From<T>(params ReadOnlySpan<T> values) where T : unmanaged => From(values, [values.Length]);

    /// <summary>A tensor of the given shape with a copy of <paramref name="values"/> in row-major order.</summary>
    /// <exception cref="ShapeException">The number of values is not that of the shape.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, Shape shape) where T : unmanaged
    {
        RequireCount(values.Length, shape);
        var result = Empty(shape, DTypes.Of<T>());
        values.CopyTo(result.RawSpan<T>());
        GC.KeepAlive(result);
        return result;
    }

    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, Shape)"/>
    public static Tensor From<T>(T[] values, Shape shape) where T : unmanaged => From((ReadOnlySpan<T>)values, shape);

    /// <summary>A matrix with a copy of <paramref name="values"/>.</summary>
    public static Tensor From<T>(T[,] values) where T : unmanaged =>
        From(Flatten<T>(values), [values.GetLength(0), values.GetLength(1)]);

    /// <summary>A 3-D tensor with a copy of <paramref name="values"/>.</summary>
    public static Tensor From<T>(T[,,] values) where T : unmanaged =>
        From(Flatten<T>(values), [values.GetLength(0), values.GetLength(1), values.GetLength(2)]);

    /// <summary>A tensor on the caller's array: no copy, each sees the other's changes.</summary>
    /// <exception cref="ShapeException">The number of values is not that of the shape.</exception>
    public static Tensor Wrap<T>(T[] values, Shape shape) where T : unmanaged
    {
        RequireCount(values.Length, shape);
        return new(Storage.Wrap(values), Layout.Contiguous(shape.Array), 0, DTypes.Of<T>(), Device.Cpu);
    }

    /// <summary>A copy of the elements in row-major order.</summary>
    /// <exception cref="DTypeException"><typeparamref name="T"/> is not the element type; convert with <c>To</c> first.</exception>
    public T[] ToArray<T>() where T : unmanaged
    {
        var result = GC.AllocateUninitializedArray<T>(checked((int)Count));
        CopyTo(result.AsSpan());
        return result;
    }

    /// <summary>Copies the elements in row-major order to <paramref name="target"/>.</summary>
    /// <exception cref="ArgumentException">The target is shorter than <see cref="Count"/>.</exception>
    public void CopyTo<T>(Span<T> target) where T : unmanaged
    {
        RequireType<T>();
        if (target.Length < Count)
            throw new ArgumentException($"The target has {target.Length} elements, but the tensor of shape {Shape} has {Count}.", nameof(target));
        var source = Contiguous();
        source.RawSpan<T>().CopyTo(target);
        GC.KeepAlive(source);
    }

    /// <summary>The only element, converted to <typeparamref name="T"/> (a C# number or bool).</summary>
    /// <exception cref="ShapeException">There is not exactly one element.</exception>
    public T Item<T>() where T : unmanaged
    {
        if (Count != 1) throw new ShapeException($"Item needs a tensor with one element, but shape {Shape} has {Count}.");
        object value = DType switch
        {
            DType.Float32 => First<float>(),
            DType.Float64 => First<double>(),
            DType.Int64 => First<long>(),
            DType.Int32 => First<int>(),
            DType.UInt8 => First<byte>(),
            DType.Int8 => First<sbyte>(),
            DType.Float16 => (float)First<Half>(),
            DType.BFloat16 => (float)First<BFloat16>(),
            _ => First<bool>(),
        };
        GC.KeepAlive(this);
        if (value is T same) return same;
        // The two are no IConvertible.
        if (typeof(T) == typeof(Half)) return (T)(object)(Half)Convert.ToDouble(value, null);
        if (typeof(T) == typeof(BFloat16)) return (T)(object)(BFloat16)Convert.ToDouble(value, null);
        return (T)Convert.ChangeType(value, typeof(T), null);
    }

    /// <summary>The only element as a float: <c>loss.Item()</c>.</summary>
    public float Item() => Item<float>();

    /// <summary>A number in a tensor expression takes the dtype of the other operand within its kind: <c>x * 2</c>.</summary>
    public static implicit operator Tensor(int value) => Weak(value);

    /// <inheritdoc cref="op_Implicit(int)"/>
    public static implicit operator Tensor(long value) => Weak(value);

    /// <inheritdoc cref="op_Implicit(int)"/>
    public static implicit operator Tensor(float value) => Weak(value);

    /// <inheritdoc cref="op_Implicit(int)"/>
    public static implicit operator Tensor(double value) => Weak(value);

    /// <inheritdoc cref="op_Implicit(int)"/>
    public static implicit operator Tensor(bool value) => Weak(value);

    /// <summary>This tensor if it is contiguous, else a contiguous copy.</summary>
    public Tensor Contiguous()
    {
        if (IsContiguous) return this;
        var copy = Clone();
        return copy;
    }

    /// <summary>A contiguous copy; gradients flow through it.</summary>
    public Tensor Clone()
    {
        var copy = EmptyLike(this);
        Device.Copy(this, copy);
        return Tape.Tracks(this) ? Tape.Record(copy, this, dy => dy) : copy;
    }

    static Tensor Weak<T>(T value) where T : unmanaged
    {
        var storage = Storage.Allocate(Unsafe.SizeOf<T>());
        Unsafe.As<byte, T>(ref storage.GetPinnableReference()) = value;
        return new(storage, Layout.Scalar, 0, DTypes.Of<T>(), Device.Cpu) { IsWeak = true };
    }

    void RequireType<T>() where T : unmanaged
    {
        if (DTypes.Of<T>() != DType)
            throw new DTypeException($"The tensor holds {DType}, but {typeof(T).Name} was asked for: convert with To(DType.{DTypes.Of<T>()}) first.");
    }

    static void RequireCount(long count, Shape shape)
    {
        if (shape.Count != count) throw new ShapeException($"Shape {shape} has {shape.Count} elements, but {count} values were given.");
    }

    static Span<T> Flatten<T>(Array values) where T : unmanaged => values.Length == 0
        ? []
        : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length);
}
