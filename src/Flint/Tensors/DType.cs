namespace Flint;

/// <summary>The element type of a <see cref="Tensor"/>.</summary>
public enum DType
{
    /// <summary>C# <see cref="bool"/>, one byte, 0 or 1.</summary>
    Bool,

    /// <summary>C# <see cref="byte"/>.</summary>
    UInt8,

    /// <summary>C# <see cref="int"/>.</summary>
    Int32,

    /// <summary>C# <see cref="long"/>.</summary>
    Int64,

    /// <summary>C# <see cref="float"/>: the default of every floating-point creation.</summary>
    Float32,

    /// <summary>C# <see cref="double"/>.</summary>
    Float64,
}

/// <summary>What is known of each <see cref="DType"/>: width, kind, promotion.</summary>
public static class DTypes
{
    extension(DType dtype)
    {
        /// <summary>Bytes per element.</summary>
        public int Size => dtype switch
        {
            DType.Bool or DType.UInt8 => 1,
            DType.Int32 or DType.Float32 => 4,
            _ => 8,
        };

        /// <summary>True for Float32 and Float64: the types that carry gradients.</summary>
        public bool IsFloating => dtype >= DType.Float32;
    }

    /// <summary>The dtype that holds <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException">No dtype has this element type.</exception>
    public static DType Of<T>() where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return DType.Float32;
        if (typeof(T) == typeof(double)) return DType.Float64;
        if (typeof(T) == typeof(long)) return DType.Int64;
        if (typeof(T) == typeof(int)) return DType.Int32;
        if (typeof(T) == typeof(byte)) return DType.UInt8;
        if (typeof(T) == typeof(bool)) return DType.Bool;
        throw new NotSupportedException(
            $"No tensor dtype holds {typeof(T)}: use float, double, long, int, byte or bool.");
    }

    /// <summary>
    /// The common dtype of two tensors: the wider of one kind, floating over integer over Bool (PyTorch's lattice for these six).
    /// </summary>
    public static DType Promote(DType a, DType b) => a > b ? a : b;

    /// <summary>
    /// The dtype of an operation on two tensors. A C# number adapts to the tensor beside it: it never widens within its
    /// kind, and as a fraction it makes integers Float32.
    /// </summary>
    public static DType Result(Tensor a, Tensor b)
    {
        if (a.DType == b.DType) return a.DType;
        if (a.IsWeak == b.IsWeak) return Promote(a.DType, b.DType);
        var (tensor, number) = a.IsWeak ? (b.DType, a.DType) : (a.DType, b.DType);
        if (Kind(number) <= Kind(tensor)) return tensor;
        return number.IsFloating ? DType.Float32 : number;
    }

    static int Kind(DType dtype) => dtype.IsFloating ? 2 : dtype == DType.Bool ? 0 : 1;
}
