using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Flint.IO;

/// <summary>
/// Reads and writes safetensors, the format of weights on the Hugging Face hub: a JSON header of names, dtypes and shapes, then
/// raw data. Nothing in it can run code. <see href="https://github.com/huggingface/safetensors#format"/>
/// </summary>
public static class Safetensors
{
    /// <summary>All tensors of a file by name; see <see cref="SafetensorsFile"/> for the dtypes, and to read only some.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="FileFormatException">The file is damaged or no safetensors file; the message gives the byte.</exception>
    /// <exception cref="DTypeException">A tensor has an element type without counterpart here.</exception>
    public static Dictionary<string, Tensor> Load(string path)
    {
        using var file = Open(path);
        return file.Names.ToDictionary(name => name, name => file[name]);
    }

    /// <summary>Opens a file, checks its header, and reads tensors as they are asked for.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="FileFormatException">The header is damaged or foreign; the message gives the byte.</exception>
    public static SafetensorsFile Open(string path) => new(path);

    /// <summary>
    /// Writes tensors, whole or not at all (see <see cref="AtomicFile"/>). The bytes depend on names, contents and metadata only,
    /// not on the order given.
    /// </summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="tensors">Names and tensors; views are written as if contiguous.</param>
    /// <param name="metadata">Free text to put into the header.</param>
    /// <exception cref="FileWriteException">No space, no permission, no such folder; an earlier file is unchanged.</exception>
    /// <exception cref="ArgumentException">A name is there twice, or is <c>__metadata__</c>.</exception>
    public static void Save(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        // Wide elements first, then by name: all data stay aligned without padding between them.
        var sorted = tensors.OrderByDescending(t => t.Value.DType.Size).ThenBy(t => t.Key, StringComparer.Ordinal).ToList();
        var header = Header(sorted, metadata ?? []);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, tensor) in sorted) WriteData(stream, tensor.Contiguous());
        });
    }

    static byte[] Header(List<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            WriteEntries(json, tensors);
            json.WriteEndObject();
        }
        var padding = -buffer.WrittenCount & 7;
        buffer.GetSpan(8)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan.ToArray();
    }

    static void WriteMetadata(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in metadata) sorted.Add(key, value);
        if (sorted.Count == 0) return;
        json.WriteStartObject("__metadata__");
        foreach (var (key, value) in sorted) json.WriteString(key, value);
        json.WriteEndObject();
    }

    static void WriteEntries(Utf8JsonWriter json, List<KeyValuePair<string, Tensor>> tensors)
    {
        var names = new HashSet<string>();
        long offset = 0;
        foreach (var (name, tensor) in tensors)
        {
            if (name == "__metadata__" || !names.Add(name))
                throw new ArgumentException($"A tensor cannot be saved as '{name}': {(name == "__metadata__" ? "the format keeps this name for itself" : "there are two of this name")}.", nameof(tensors));
            json.WriteStartObject(name);
            json.WriteString("dtype", SafetensorsDType.Of(tensor.DType));
            json.WriteStartArray("shape");
            foreach (var size in tensor.Shape.Span) json.WriteNumberValue(size);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += tensor.Count * tensor.DType.Size);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    static unsafe void WriteData(Stream stream, Tensor tensor)
    {
        const int Chunk = 1 << 20;
        var bytes = tensor.Count * tensor.DType.Size;
        fixed (byte* p = tensor.Storage)
        {
            var start = p + tensor.Offset * tensor.DType.Size;
            for (long done = 0; done < bytes; done += Chunk)
                stream.Write(new ReadOnlySpan<byte>(start + done, (int)Math.Min(Chunk, bytes - done)));
        }
        GC.KeepAlive(tensor);
    }
}
