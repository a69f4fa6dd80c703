using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Flint.IO;

/// <summary>
/// A model in several safetensors files beside an index, <c>model.safetensors.index.json</c>, as on the Hugging Face hub:
/// <c>{"metadata": {"total_size": bytes}, "weight_map": {"tensor": "model-00001-of-00002.safetensors", ...}}</c>.
/// </summary>
public static class SafetensorsIndex
{
    const string Suffix = ".safetensors.index.json";
    const int MostBytes = 100_000_000;

    /// <summary>All tensors that the index names.</summary>
    /// <param name="path">The index, or a folder that holds one, or a single <c>model.safetensors</c>.</param>
    /// <exception cref="NotFoundException">There is no index, or files that it names are missing: all are listed.</exception>
    /// <exception cref="FileFormatException">The index or a file is damaged, or a file lacks a tensor; the message gives the place.</exception>
    public static Dictionary<string, Tensor> Load(string path)
    {
        if (Directory.Exists(path) && Find(path) is var found)
        {
            if (found.EndsWith(".safetensors", StringComparison.Ordinal)) return Safetensors.Load(found);
            path = found;
        }
        var map = ReadMap(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var missing = map.Values.Distinct().Where(f => !File.Exists(Path.Combine(folder, f))).ToArray();
        if (missing.Length > 0) throw new NotFoundException($"'{path}' names {missing.Length} files that are not in '{folder}': {Listing.Of(missing)}. Copy them there.");
        var result = new Dictionary<string, Tensor>(map.Count);
        foreach (var shard in map.GroupBy(m => m.Value))
        {
            using var file = Safetensors.Open(Path.Combine(folder, shard.Key));
            foreach (var (name, _) in shard)
                result.Add(name, file.Infos.ContainsKey(name) ? file[name] : throw new FileFormatException(
                    $"'{path}' says that tensor '{name}' is in '{shard.Key}', which does not hold it: the index is of another model."));
        }
        return result;
    }

    /// <summary>
    /// Writes tensors in files of at most <paramref name="maxShardBytes"/> of data each (a larger tensor has its own), in the order given, then
    /// the index. What fits one file becomes <c>model.safetensors</c> without an index; one of that name from before is deleted then.
    /// </summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="tensors">Names and tensors.</param>
    /// <param name="maxShardBytes">The most bytes of tensors in a file; Hugging Face's 5 GB if not given.</param>
    /// <param name="name">What the files' names begin with.</param>
    /// <returns>The path of the index, or of the only file.</returns>
    /// <exception cref="FileWriteException">A file cannot be written; an earlier index is unchanged.</exception>
    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public static string Save(string folder, IEnumerable<KeyValuePair<string, Tensor>> tensors, long maxShardBytes = 5_000_000_000, string name = "model")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxShardBytes);
        var shards = Split(tensors, maxShardBytes);
        var format = new Dictionary<string, string> { ["format"] = "pt" };
        if (shards.Count == 1)
        {
            var single = Path.Combine(folder, $"{name}.safetensors");
            Safetensors.Save(single, shards[0], format);
            DeleteIndex(Path.Combine(folder, name + Suffix));
            return single;
        }
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < shards.Count; i++)
            foreach (var (key, _) in shards[i])
                if (!map.TryAdd(key, string.Create(CultureInfo.InvariantCulture, $"{name}-{i + 1:00000}-of-{shards.Count:00000}.safetensors")))
                    throw new ArgumentException($"A tensor cannot be saved as '{key}': there are two of this name.", nameof(tensors));
        foreach (var shard in shards) Safetensors.Save(Path.Combine(folder, map[shard[0].Key]), shard, format);
        var index = Path.Combine(folder, name + Suffix);
        AtomicFile.Write(index, Json(map, shards.Sum(s => s.Sum(t => Bytes(t.Value)))));
        return index;
    }

    // An index from before would still be what Load finds in the folder: the old model.
    static void DeleteIndex(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException($"'{path}' is of the model that was there before and cannot be deleted: {e.Message} Delete it, or the old model is loaded.", e);
        }
    }

    static long Bytes(Tensor tensor) => tensor.Count * tensor.DType.Size;

    static List<List<KeyValuePair<string, Tensor>>> Split(IEnumerable<KeyValuePair<string, Tensor>> tensors, long most)
    {
        List<List<KeyValuePair<string, Tensor>>> shards = [[]];
        long used = 0;
        foreach (var pair in tensors)
        {
            if (used + Bytes(pair.Value) > most && shards[^1].Count > 0)
            {
                shards.Add([]);
                used = 0;
            }
            shards[^1].Add(pair);
            used += Bytes(pair.Value);
        }
        return shards;
    }

    static byte[] Json(SortedDictionary<string, string> map, long total)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteNumber("total_size", total);
            json.WriteEndObject();
            json.WriteStartObject("weight_map");
            foreach (var (key, file) in map) json.WriteString(key, file);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    static string Find(string folder)
    {
        var indices = Directory.GetFiles(folder, "*" + Suffix);
        if (indices.Length == 1) return indices[0];
        if (indices.Length > 1)
            throw new NotFoundException($"'{folder}' holds {indices.Length} indices, {Listing.Of([.. indices.Select(i => Path.GetFileName(i)).Order(StringComparer.Ordinal)])}: give the path of one.");
        var single = Path.Combine(folder, "model.safetensors");
        return File.Exists(single) ? single : throw new NotFoundException($"'{folder}' holds neither an index (*{Suffix}) nor model.safetensors.");
    }

    static Dictionary<string, string> ReadMap(string path)
    {
        using var file = new MappedFile(path, "safetensors index");
        if (file.Length > MostBytes) throw Error(path, 0, $"{file.Length} bytes are more than any index has, {MostBytes}");
        var bytes = file.Span(0, (int)file.Length);
        if (!System.Text.Unicode.Utf8.IsValid(bytes)) throw Error(path, 0, "the text is not valid UTF-8");
        var reader = new Utf8JsonReader(bytes);
        try
        {
            return Parse(ref reader, path);
        }
        catch (JsonException e)
        {
            throw Error(path, reader.BytesConsumed, $"the text is not valid JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw Error(path, reader.TokenStartIndex, "a string is not valid Unicode", e);
        }
    }

    static Dictionary<string, string> Parse(ref Utf8JsonReader reader, string path)
    {
        Dictionary<string, string>? map = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw Error(path, reader.TokenStartIndex, "the index must be an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMap = reader.ValueTextEquals("weight_map"u8);
            reader.Read();
            if (!isMap) reader.Skip();
            else if (map is not null) throw Error(path, reader.TokenStartIndex, "weight_map is there twice");
            else map = ParseMap(ref reader, path);
        }
        reader.Read();
        return map ?? throw Error(path, reader.BytesConsumed, "the index has no weight_map");
    }

    static Dictionary<string, string> ParseMap(ref Utf8JsonReader reader, string path)
    {
        var map = new Dictionary<string, string>();
        if (reader.TokenType != JsonTokenType.StartObject) throw Error(path, reader.TokenStartIndex, "weight_map must be an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) throw Error(path, reader.TokenStartIndex, $"the file of tensor '{name}' must be a string");
            var file = reader.GetString()!;
            // Only files beside the index: a name with a folder could point anywhere.
            if (file.AsSpan().ContainsAny("/\\:\0") || file is "" or "." or "..") throw Error(path, reader.TokenStartIndex, $"the file of tensor '{name}', '{file}', is no name of a file beside the index");
            if (!map.TryAdd(name, file)) throw Error(path, reader.TokenStartIndex, $"tensor '{name}' is there twice");
        }
        return map;
    }

    static FileFormatException Error(string path, long at, string what, Exception? inner = null) =>
        new($"'{path}' is not a good safetensors index: at byte {at}, {what}.", inner);
}
