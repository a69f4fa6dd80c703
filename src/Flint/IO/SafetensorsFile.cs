using System.IO.MemoryMappedFiles;

namespace Flint.IO;

/// <summary>
/// An open safetensors file, mapped into memory: the header is read and checked at once, a tensor's bytes only when it is
/// asked for. Every tensor is a copy, so it outlives the file; disposing (optional) lets go of the file at once.
/// </summary>
public sealed unsafe class SafetensorsFile : IDisposable
{
    readonly string path;
    readonly SafetensorsHeader header;
    readonly MemoryMappedFile map;
    readonly MemoryMappedViewAccessor view;

    internal SafetensorsFile(string path)
    {
        this.path = path;
        using var stream = Found(path);
        var length = stream.Length;
        Span<byte> start = stackalloc byte[8];
        var jsonLength = SafetensorsHeader.JsonLength(start[..stream.ReadAtLeast(start, 8, throwOnEndOfStream: false)], length, path);
        map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        try
        {
            header = Pinned(p => SafetensorsHeader.Parse(new ReadOnlySpan<byte>((byte*)p + 8, jsonLength), length, path));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    static FileStream Found(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotFoundException($"There is no safetensors file '{path}': looked for {Path.GetFullPath(path)}.", e);
        }
    }

    /// <summary>The names of the tensors in the order in which they lie in the file.</summary>
    public IReadOnlyList<string> Names => header.Names;

    /// <summary>The header's entry of each tensor.</summary>
    public IReadOnlyDictionary<string, SafetensorsInfo> Infos => header.Tensors;

    /// <summary>The free text that the writer attached; empty where there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>
    /// A copy of tensor <paramref name="name"/>. F16 and BF16 become Float32, which holds them exactly; the other types keep theirs.
    /// </summary>
    /// <exception cref="NotFoundException">The file has no such tensor.</exception>
    /// <exception cref="DTypeException">The element type has no counterpart here.</exception>
    /// <exception cref="FileFormatException">A byte of a BOOL tensor is neither 0 nor 1.</exception>
    public Tensor this[string name]
    {
        get
        {
            if (!header.Tensors.TryGetValue(name, out var info))
                throw new NotFoundException($"'{path}' holds no tensor '{name}'; it has {Listed(Names)}.");
            var dtype = SafetensorsDType.InMemory(info.DType) ?? throw new DTypeException(
                $"Tensor '{name}' of '{path}' has dtype {info.DType}, which Flint cannot hold: convert it to F32, F64, I32, I64, U8 or BOOL.");
            return Pinned(p => Copy((byte*)p + info.Start, info, name, dtype));
        }
    }

    /// <summary>Closes the file. Tensors read from it stay valid.</summary>
    public void Dispose()
    {
        view.Dispose();
        map.Dispose();
    }

    Tensor Copy(byte* source, SafetensorsInfo info, string name, DType dtype)
    {
        var tensor = Tensor.Empty(info.Shape, dtype);
        fixed (byte* target = tensor.Storage)
        {
            if (info.DType is "F16" or "BF16") Widen((ushort*)source, (float*)target, tensor.Count, info.DType == "BF16");
            else Buffer.MemoryCopy(source, target, info.Bytes, info.Bytes);
            if (dtype == DType.Bool) CheckBools(target, info, name);
        }
        GC.KeepAlive(tensor);
        return tensor;
    }

    static void Widen(ushort* source, float* target, long count, bool bfloat16)
    {
        if (bfloat16)
            for (long i = 0; i < count; i++) target[i] = BitConverter.UInt32BitsToSingle((uint)source[i] << 16);
        else
            for (long i = 0; i < count; i++) target[i] = (float)BitConverter.UInt16BitsToHalf(source[i]);
    }

    void CheckBools(byte* values, SafetensorsInfo info, string name)
    {
        for (long i = 0; i < info.Bytes; i++)
            if (values[i] > 1)
                throw new FileFormatException($"'{path}' is not a good safetensors file: at byte {info.Start + i}, tensor '{name}' of BOOL has the value {values[i]}.");
    }

    T Pinned<T>(Func<nint, T> read)
    {
        byte* p = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref p);
        try
        {
            return read((nint)(p + view.PointerOffset));
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    static string Listed(IReadOnlyList<string> names) => names.Count == 0
        ? "none"
        : string.Join(", ", names.Take(8)) + (names.Count > 8 ? $" and {names.Count - 8} more" : "");
}
