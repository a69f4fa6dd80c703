using System.IO.Compression;

namespace Flint.IO;

/// <summary>
/// NumPy's files: an array (.npy) or several by name (.npz, a zip file of .npy files). Arrays of objects, which are pickles, are refused.
/// <see href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html"/>
/// </summary>
/// <remarks>
/// int16 and uint16 become Int32, uint32 Int64, which hold them exactly. NumPy has no bfloat16: saving BFloat16 is an error. Fortran order gives strides, not another shape.
/// </remarks>
public static unsafe class NumpyFile
{
    /// <summary>The array of a .npy file, of format version 1 to 3, in either order and either byte order.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="FileFormatException">The file is damaged or foreign; the message gives the byte.</exception>
    /// <exception cref="DTypeException">The elements have no counterpart here.</exception>
    public static Tensor Load(string path)
    {
        using var file = new MappedFile(path, "NumPy file");
        if (IsZip(file)) throw NpyHeader.Error(path, 0, "the file is a zip of arrays: read it with NumpyFile.LoadArchive");
        using var stream = Part(file, 0, file.Length);
        return NumpyArray.Read(stream, file.Length, path);
    }

    /// <summary>The arrays of a .npz file by name, stored or compressed.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="FileFormatException">The file is damaged or foreign, or holds something else; the message gives the byte.</exception>
    /// <exception cref="DTypeException">The elements of an array have no counterpart here.</exception>
    public static OrderedDictionary<string, Tensor> LoadArchive(string path)
    {
        using var file = new MappedFile(path, "NumPy file");
        if (!IsZip(file) && file.Length >= 6 && file.Span(0, 6)[1..].SequenceEqual("NUMPY"u8)) throw NpyHeader.Error(path, 0, "the file is a single array: read it with NumpyFile.Load");
        var zip = new ZipDirectory(file, "NumPy file");
        var result = new OrderedDictionary<string, Tensor>();
        foreach (var entry in zip.Entries.Values)
        {
            if (!entry.Name.EndsWith(".npy", StringComparison.Ordinal)) throw zip.Error(entry.Start, $"the zip file has an entry '{entry.Name}', which is no array");
            result.Add(entry.Name[..^4], ReadEntry(file, zip, entry));
        }
        return result;
    }

    /// <summary>Writes an array that <c>numpy.load</c> reads; whole or not at all.</summary>
    /// <exception cref="FileWriteException">No space, no permission, no such folder; an earlier file is unchanged.</exception>
    /// <exception cref="DTypeException">The tensor is BFloat16, which NumPy does not have.</exception>
    public static void Save(string path, Tensor tensor)
    {
        var (header, source) = (NumpyArray.Header(tensor), tensor.Contiguous());
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            NumpyArray.Pieces(source, stream.Write);
        });
    }

    /// <summary>Writes arrays by name that <c>numpy.load</c> reads (<c>numpy.savez</c>); whole or not at all.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="tensors">Names and arrays.</param>
    /// <param name="compressed">Deflates every array (<c>numpy.savez_compressed</c>).</param>
    /// <exception cref="FileWriteException">No space, no permission, no such folder; an earlier file is unchanged.</exception>
    /// <exception cref="ArgumentException">A name is there twice.</exception>
    /// <exception cref="DTypeException">A tensor is BFloat16, which NumPy does not have.</exception>
    public static void SaveArchive(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, bool compressed = false)
    {
        var names = new HashSet<string>();
        KeyValuePair<string, Tensor>[] all = [.. tensors];
        foreach (var (name, tensor) in all)
        {
            _ = NumpyArray.Header(tensor);
            if (!names.Add(name)) throw new ArgumentException($"An array cannot be saved as '{name}': there are two of this name.", nameof(tensors));
        }
        AtomicFile.Write(path, stream =>
        {
            var zip = new ZipWriter(stream);
            foreach (var (name, tensor) in all) WriteEntry(zip, $"{name}.npy", tensor.Contiguous(), compressed);
            zip.End();
        });
    }

    static void WriteEntry(ZipWriter zip, string name, Tensor tensor, bool compressed)
    {
        var header = NumpyArray.Header(tensor);
        var crc = Crc32.Compute(header);
        NumpyArray.Pieces(tensor, piece => crc = Crc32.Compute(piece, crc));
        var length = header.Length + tensor.Count * tensor.DType.Size;
        if (!compressed)
        {
            zip.Begin(name, length, crc);
            zip.Write(header);
            NumpyArray.Pieces(tensor, zip.Write);
            return;
        }
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(header);
            NumpyArray.Pieces(tensor, deflate.Write);
        }
        zip.Begin(name, length, crc, packed.Length);
        zip.Write(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    static Tensor ReadEntry(MappedFile file, ZipDirectory zip, ZipEntry entry)
    {
        using var packed = Part(file, entry.Start, entry.Packed);
        using var stream = new ChecksumStream(entry.IsStored ? packed : new DeflateStream(packed, CompressionMode.Decompress));
        try
        {
            var tensor = NumpyArray.Read(stream, entry.Length, $"{file.Path}/{entry.Name}");
            if (stream.Crc != entry.Crc) throw zip.Error(entry.Start, $"the data of '{entry.Name}' are damaged: their checksum is {stream.Crc:x8} instead of {entry.Crc:x8}");
            if (stream.ReadByte() >= 0) throw zip.Error(entry.Start, $"the entry '{entry.Name}' unpacks to more than its {entry.Length} bytes");
            return tensor;
        }
        catch (InvalidDataException e)
        {
            throw new FileFormatException($"'{file.Path}' is not a good NumPy file: at byte {entry.Start}, the compressed data of '{entry.Name}' are damaged.", e);
        }
    }

    static bool IsZip(MappedFile file) => file.Length >= 4 && file.Span(0, 2).SequenceEqual("PK"u8);

    static Stream Part(MappedFile file, long start, long length) => length == 0 ? Stream.Null : new UnmanagedMemoryStream(file.Pointer(start, length), length);
}
