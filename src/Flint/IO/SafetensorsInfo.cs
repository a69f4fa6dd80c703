namespace Flint.IO;

/// <summary>What the header of a safetensors file says of one tensor.</summary>
/// <param name="DType">The file's own name of the element type: <c>F32</c>, <c>BF16</c>, <c>I64</c>, ...</param>
/// <param name="Shape">The sizes of the dimensions.</param>
/// <param name="Start">The first byte of the data, counted from the start of the file.</param>
/// <param name="Bytes">The number of bytes of data.</param>
public sealed record SafetensorsInfo(string DType, Shape Shape, long Start, long Bytes);

/// <summary>The element types of the format: <see href="https://github.com/huggingface/safetensors#format"/>.</summary>
static class SafetensorsDType
{
    /// <summary>Bits per element, 0 for a name that the format does not have.</summary>
    internal static int Bits(string name) => name switch
    {
        "F4" => 4,
        "F6_E2M3" or "F6_E3M2" => 6,
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
        "I16" or "U16" or "F16" or "BF16" => 16,
        "I32" or "U32" or "F32" => 32,
        "I64" or "U64" or "F64" or "C64" => 64,
        _ => 0,
    };

    /// <summary>The dtype a tensor of this file type has in memory, null where there is none.</summary>
    internal static DType? InMemory(string name) => name switch
    {
        "BOOL" => DType.Bool,
        "U8" => DType.UInt8,
        "I8" => DType.Int8,
        "I32" => DType.Int32,
        "I64" => DType.Int64,
        "F16" => DType.Float16,
        "BF16" => DType.BFloat16,
        "F32" => DType.Float32,
        "F64" => DType.Float64,
        _ => null,
    };

    internal static string Of(DType dtype) => dtype switch
    {
        DType.Bool => "BOOL",
        DType.UInt8 => "U8",
        DType.Int8 => "I8",
        DType.Int32 => "I32",
        DType.Int64 => "I64",
        DType.Float16 => "F16",
        DType.BFloat16 => "BF16",
        DType.Float32 => "F32",
        DType.Float64 => "F64",
        _ => throw new DTypeException($"{dtype} cannot be saved as safetensors."),
    };
}
