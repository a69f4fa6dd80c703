namespace Flint.IO;

/// <summary>The element type of a .npy file: NumPy's kind and size, its byte order, and the dtype that holds it exactly here.</summary>
readonly record struct NpyElement(string Code, bool IsBigEndian, DType DType)
{
    /// <summary>Bytes per element in the file.</summary>
    internal int Size => Code[1] - '0';

    /// <exception cref="DTypeException">The type has no counterpart here.</exception>
    internal static NpyElement Parse(string descr, string where)
    {
        var code = descr.TrimStart('<', '>', '|', '=');
        DType? dtype = code switch
        {
            "b1" => DType.Bool,
            "u1" => DType.UInt8,
            "i1" => DType.Int8,
            "i2" or "u2" or "i4" => DType.Int32,
            "u4" or "i8" => DType.Int64,
            "f2" => DType.Float16,
            "f4" => DType.Float32,
            "f8" => DType.Float64,
            _ => null,
        };
        if (dtype is null || descr.Length - code.Length > 1)
            throw new DTypeException($"'{where}' has elements of the type '{descr}'{Note(code)}; "
                + "Flint reads b1, u1, u2, u4, i1, i2, i4, i8, f2, f4 and f8: convert the array with astype.");
        return new(code, descr[0] == '>', dtype.Value);
    }

    static string Note(string code) => code switch
    {
        "O" => ", Python objects, which are a pickle and never read",
        "V2" => ", bytes without a meaning, as NumPy writes bfloat16, which is no type of its own",
        _ => "",
    };

    internal static string Of(DType dtype) => dtype switch
    {
        DType.Bool => "|b1",
        DType.UInt8 => "|u1",
        DType.Int8 => "|i1",
        DType.Int32 => "<i4",
        DType.Int64 => "<i8",
        DType.Float16 => "<f2",
        DType.Float32 => "<f4",
        DType.Float64 => "<f8",
        _ => throw new DTypeException($"{dtype} is not a type of NumPy: convert the tensor, x.To(DType.Float32), or save it with Safetensors or TorchFile."),
    };
}
