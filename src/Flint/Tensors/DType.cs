namespace Flint;

/// <summary>The element type of a <see cref="Tensor"/>.</summary>
public enum DType
{
    /// <summary>C# <see cref="bool"/>, one byte, 0 or 1.</summary>
    Bool,

    /// <summary>C# <see cref="byte"/>.</summary>
    UInt8,

    /// <summary>C# <see cref="sbyte"/>.</summary>
    Int8,

    /// <summary>C# <see cref="int"/>.</summary>
    Int32,

    /// <summary>C# <see cref="long"/>.</summary>
    Int64,

    /// <summary>C# <see cref="Half"/>: 11 significant bits, up to 65504. Stored in 16 bits; arithmetic is in Float32, rounded once.</summary>
    Float16,

    /// <summary><see cref="Flint.BFloat16"/>: 8 significant bits, the range of Float32. Stored in 16 bits; arithmetic is in Float32, rounded once.</summary>
    BFloat16,

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
        public int Size => Sizes[(int)dtype];

        /// <summary>True for Float16, BFloat16, Float32 and Float64: the types that carry gradients.</summary>
        public bool IsFloating => dtype >= DType.Float16;

        /// <summary>True for the types that hold negative numbers: all but Bool and UInt8.</summary>
        public bool IsSigned => dtype is not (DType.Bool or DType.UInt8);

        /// <summary>Stored in fewer bits than any kernel computes in: see <see cref="WideningDevice"/>.</summary>
        internal bool IsNarrow => dtype is DType.Int8 or DType.Float16 or DType.BFloat16;

        /// <summary>Float32 for the 16-bit types, else the dtype: for statistics, sums, and numbers beside a tensor.</summary>
        internal DType Finer => dtype.IsFloating ? dtype.Wide : dtype;

        /// <summary>The distance from 1 to the next number of a floating dtype.</summary>
        internal double Spacing => dtype switch
        {
            DType.Float64 => Math.ScaleB(1, -52),
            DType.Float32 => Math.ScaleB(1, -23),
            DType.Float16 => Math.ScaleB(1, -10),
            _ => Math.ScaleB(1, -7),
        };

        /// <summary>What kernels compute in: Float32 for the 16-bit types, Int32 for Int8, else the dtype.</summary>
        internal DType Wide => dtype switch
        {
            DType.Float16 or DType.BFloat16 => DType.Float32,
            DType.Int8 => DType.Int32,
            _ => dtype,
        };
    }

    // In the order of the enum; read several times by every operation, so not a switch.
    static ReadOnlySpan<byte> Sizes => [1, 1, 1, 4, 8, 2, 2, 4, 8];

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
        if (typeof(T) == typeof(BFloat16)) return DType.BFloat16;
        if (typeof(T) == typeof(Half)) return DType.Float16;
        if (typeof(T) == typeof(sbyte)) return DType.Int8;
        throw new NotSupportedException(
            $"No tensor dtype holds {typeof(T)}: use float, double, Half, BFloat16, long, int, sbyte, byte or bool.");
    }

    /// <summary>
    /// The common dtype of two dtypes, by PyTorch's lattice: the wider of one kind, floating over integer over Bool. Neither of Float16
    /// and BFloat16 holds the other: Float32 does. UInt8 with Int8 gives Int32 (PyTorch's Int16 is not among these nine).
    /// </summary>
    public static DType Promote(DType a, DType b) => (a, b) switch
    {
        (DType.Float16, DType.BFloat16) or (DType.BFloat16, DType.Float16) => DType.Float32,
        (DType.UInt8, DType.Int8) or (DType.Int8, DType.UInt8) => DType.Int32,
        // The enum lists them from narrow to wide: any other pair has one that holds the values, or the kind, of the other.
        _ => a > b ? a : b,
    };

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
