namespace Flint.IO;

/// <summary>The element types of PyTorch's storages: their size, and the dtype they have here.</summary>
enum TorchElement
{
    /// <summary>An untyped storage: bytes whose type the tensor gives.</summary>
    Untyped, Bool, UInt8, Int8, Int16, Int32, Int64, Float16, BFloat16, Float32, Float64, Complex64, Complex128,
}

static class TorchElements
{
    extension(TorchElement element)
    {
        internal int Size => element switch
        {
            TorchElement.Untyped or TorchElement.Bool or TorchElement.UInt8 or TorchElement.Int8 => 1,
            TorchElement.Int16 or TorchElement.Float16 or TorchElement.BFloat16 => 2,
            TorchElement.Int32 or TorchElement.Float32 => 4,
            TorchElement.Complex128 => 16,
            _ => 8,
        };

        /// <summary>The dtype that holds every value exactly, null where there is none.</summary>
        internal DType? InMemory => element switch
        {
            TorchElement.Bool => DType.Bool,
            TorchElement.UInt8 => DType.UInt8,
            TorchElement.Int8 => DType.Int8,
            TorchElement.Int16 or TorchElement.Int32 => DType.Int32,
            TorchElement.Int64 => DType.Int64,
            TorchElement.Float16 => DType.Float16,
            TorchElement.BFloat16 => DType.BFloat16,
            TorchElement.Float32 => DType.Float32,
            TorchElement.Float64 => DType.Float64,
            _ => null,
        };
    }

    /// <summary>torch.FloatStorage and the like.</summary>
    internal static TorchElement? OfStorage(string name) => name switch
    {
        "UntypedStorage" => TorchElement.Untyped,
        "BoolStorage" => TorchElement.Bool,
        "ByteStorage" => TorchElement.UInt8,
        "CharStorage" => TorchElement.Int8,
        "ShortStorage" => TorchElement.Int16,
        "IntStorage" => TorchElement.Int32,
        "LongStorage" => TorchElement.Int64,
        "HalfStorage" => TorchElement.Float16,
        "BFloat16Storage" => TorchElement.BFloat16,
        "FloatStorage" => TorchElement.Float32,
        "DoubleStorage" => TorchElement.Float64,
        "ComplexFloatStorage" => TorchElement.Complex64,
        "ComplexDoubleStorage" => TorchElement.Complex128,
        _ => null,
    };

    /// <summary>torch.float32 and the like.</summary>
    internal static TorchElement? OfDType(string name) => name switch
    {
        "bool" => TorchElement.Bool,
        "uint8" => TorchElement.UInt8,
        "int8" => TorchElement.Int8,
        "int16" => TorchElement.Int16,
        "int32" => TorchElement.Int32,
        "int64" => TorchElement.Int64,
        "float16" => TorchElement.Float16,
        "bfloat16" => TorchElement.BFloat16,
        "float32" => TorchElement.Float32,
        "float64" => TorchElement.Float64,
        "complex64" => TorchElement.Complex64,
        "complex128" => TorchElement.Complex128,
        _ => null,
    };

    /// <summary>The storage class that a tensor of this dtype is written with.</summary>
    internal static string StorageOf(DType dtype) => dtype switch
    {
        DType.Bool => "BoolStorage",
        DType.UInt8 => "ByteStorage",
        DType.Int8 => "CharStorage",
        DType.Int32 => "IntStorage",
        DType.Int64 => "LongStorage",
        DType.Float16 => "HalfStorage",
        DType.BFloat16 => "BFloat16Storage",
        DType.Float32 => "FloatStorage",
        DType.Float64 => "DoubleStorage",
        _ => throw new DTypeException($"{dtype} cannot be saved as a PyTorch file."),
    };
}
