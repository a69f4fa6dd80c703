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
    /// The common dtype of two dtypes: the wider of one kind, floating over integer over Bool (PyTorch's lattice for these six).
    /// </summary>
    public static DType Promote(DType a, DType b) => a > b ? a : b;

    /// <summary>
    /// The dtype of an operation on two tensors, as PyTorch's result_type. A scalar adapts to a tensor with dimensions beside it, and
    /// a C# number to any tensor: it never widens within its kind (Bool, integer, floating). A number that is a fraction makes
    /// integers Float32.
    /// </summary>
    public static DType Result(Tensor a, Tensor b)
    {
        if (a.DType == b.DType) return a.DType;
        var (rankA, rankB) = (Precedence(a), Precedence(b));
        if (rankA == rankB) return Promote(a.DType, b.DType);
        var (first, second) = rankA > rankB ? (a, b) : (b, a);
        if (Kind(second.DType) <= Kind(first.DType)) return first.DType;
        return second is { IsWeak: true, DType.IsFloating: true } ? DType.Float32 : second.DType;
    }

    static int Precedence(Tensor x) => x.IsWeak ? 0 : x.Rank == 0 ? 1 : 2;

    static int Kind(DType dtype) => dtype.IsFloating ? 2 : dtype == DType.Bool ? 0 : 1;
}
