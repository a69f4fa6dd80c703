namespace Flint.IO;

/// <summary>
/// An open safetensors file, mapped into memory: the header is read and checked at once, a tensor's bytes only when it is
/// asked for. Every tensor is a copy, so it outlives the file; disposing (optional) lets go of the file at once.
/// </summary>
public sealed unsafe class SafetensorsFile : IDisposable
{
    readonly MappedFile file;
    readonly SafetensorsHeader header;

    internal SafetensorsFile(string path)
    {
        file = new(path, "safetensors file");
        try
        {
            var jsonLength = SafetensorsHeader.JsonLength(file.Span(0, (int)Math.Min(8, file.Length)), file.Length, path);
            header = SafetensorsHeader.Parse(file.Span(8, jsonLength), file.Length, path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The names of the tensors in the order in which they lie in the file.</summary>
    public IReadOnlyList<string> Names => header.Names;

    /// <summary>The header's entry of each tensor.</summary>
    public IReadOnlyDictionary<string, SafetensorsInfo> Infos => header.Tensors;

    /// <summary>The free text that the writer attached; empty where there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>
    /// A copy of tensor <paramref name="name"/>, in the dtype it has in the file.
    /// </summary>
    /// <exception cref="NotFoundException">The file has no such tensor.</exception>
    /// <exception cref="DTypeException">The element type has no counterpart here.</exception>
    /// <exception cref="FileFormatException">A byte of a BOOL tensor is neither 0 nor 1.</exception>
    public Tensor this[string name]
    {
        get
        {
            if (!header.Tensors.TryGetValue(name, out var info))
                throw new NotFoundException($"'{file.Path}' holds no tensor '{name}'; it has {Listing.Of(Names)}.");
            var dtype = SafetensorsDType.InMemory(info.DType) ?? throw new DTypeException(
                $"Tensor '{name}' of '{file.Path}' has dtype {info.DType}, which Flint cannot hold: convert it to F32, F64, F16, BF16, I64, I32, I8, U8 or BOOL.");
            return Copy(file.Pointer(info.Start, info.Bytes), info, name, dtype);
        }
    }

    /// <summary>Closes the file. Tensors read from it stay valid.</summary>
    public void Dispose() => file.Dispose();

    Tensor Copy(byte* source, SafetensorsInfo info, string name, DType dtype)
    {
        var tensor = Tensor.Empty(info.Shape, dtype);
        fixed (byte* target = tensor.Storage)
        {
            Buffer.MemoryCopy(source, target, info.Bytes, info.Bytes);
            if (dtype == DType.Bool && Elements.FirstBadBool(target, info.Bytes) is >= 0 and var bad)
                throw new FileFormatException($"'{file.Path}' is not a good safetensors file: at byte {info.Start + bad}, tensor '{name}' of BOOL has the value {target[bad]}.");
        }
        GC.KeepAlive(file);
        GC.KeepAlive(tensor);
        return tensor;
    }
}
