using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace Flint.IO;

/// <summary>
/// The header of a safetensors file: 8 bytes length N, little-endian, then N bytes of JSON, then the data. Every number in
/// it is checked against the file before it is used, so a damaged or hostile file costs no more than its own size.
/// </summary>
sealed class SafetensorsHeader
{
    const int MaxLength = 100_000_000, MaxRank = 64;
    const string MetadataKey = "__metadata__";

    readonly string file;
    readonly Dictionary<string, string> metadata = [];
    readonly Dictionary<string, SafetensorsInfo> tensors = [];
    long dataStart;

    SafetensorsHeader(string file) => this.file = file;

    internal IReadOnlyDictionary<string, string> Metadata => metadata;

    internal IReadOnlyDictionary<string, SafetensorsInfo> Tensors => tensors;

    /// <summary>The names in the order in which their data lie in the file.</summary>
    internal IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>Reads the length of the JSON from the first 8 bytes and checks that it fits the file.</summary>
    internal static int JsonLength(ReadOnlySpan<byte> start, long fileLength, string file)
    {
        if (fileLength < 8 || start.Length < 8)
            throw new FileFormatException($"'{file}' is not a safetensors file: {fileLength} bytes are less than the 8 of the header's length.");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > MaxLength)
            throw new FileFormatException($"'{file}' is not a safetensors file: its first 8 bytes give a header of {length} bytes, the format allows {MaxLength}.");
        if ((long)length > fileLength - 8)
            throw new FileFormatException($"'{file}' is truncated or not a safetensors file: the header of {length} bytes at byte 8 goes past the end at byte {fileLength}.");
        return (int)length;
    }

    /// <summary>Parses and checks the JSON part of a file of <paramref name="fileLength"/> bytes.</summary>
    internal static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long fileLength, string file)
    {
        var header = new SafetensorsHeader(file) { dataStart = 8 + json.Length };
        if (json.IsEmpty || json[0] != '{') throw header.Error(8, "the header must begin with '{'");
        if (!Utf8.IsValid(json)) throw header.Error(8, "the header is not valid UTF-8");
        var reader = new Utf8JsonReader(json);
        try
        {
            header.ReadAll(ref reader);
        }
        catch (JsonException e)
        {
            throw header.Error(8 + reader.BytesConsumed, $"the header is not valid JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // A lone surrogate written as an escape is valid JSON but no text.
            throw header.Error(8 + reader.TokenStartIndex, "a string of the header is not valid Unicode", e);
        }
        header.CheckData(fileLength);
        return header;
    }

    void ReadAll(ref Utf8JsonReader reader)
    {
        reader.Read();
        while (NextKey(ref reader, out var name, out var at))
        {
            if (name == MetadataKey) ReadMetadata(ref reader, at);
            else if (!tensors.TryAdd(name, ReadTensor(ref reader, name, at))) throw Error(at, $"tensor '{name}' is there twice");
        }
        reader.Read();
    }

    void ReadMetadata(ref Utf8JsonReader reader, long at)
    {
        Open(ref reader, JsonTokenType.StartObject, $"{MetadataKey} must be an object of strings");
        if (metadata.Count > 0) throw Error(at, $"{MetadataKey} is there twice");
        while (NextKey(ref reader, out var key, out at))
        {
            Open(ref reader, JsonTokenType.String, $"{MetadataKey} '{key}' must be a string");
            if (!metadata.TryAdd(key, reader.GetString()!)) throw Error(at, $"{MetadataKey} has '{key}' twice");
        }
    }

    SafetensorsInfo ReadTensor(ref Utf8JsonReader reader, string name, long at)
    {
        Open(ref reader, JsonTokenType.StartObject, $"tensor '{name}' must be an object");
        string? dtype = null;
        int[]? shape = null;
        long[]? offsets = null;
        while (NextKey(ref reader, out var key, out var keyAt))
        {
            if (key switch { "dtype" => dtype is not null, "shape" => shape is not null, "data_offsets" => offsets is not null, _ => false })
                throw Error(keyAt, $"tensor '{name}' has '{key}' twice");
            if (key == "dtype") dtype = ReadDType(ref reader, name);
            else if (key == "shape") shape = [.. ReadNumbers(ref reader, name, key, int.MaxValue).Select(n => (int)n)];
            else if (key == "data_offsets") offsets = ReadNumbers(ref reader, name, key, long.MaxValue);
            else reader.Skip();
        }
        if (dtype is null || shape is null || offsets is null) throw Error(at, $"tensor '{name}' needs dtype, shape and data_offsets");
        if (offsets.Length != 2 || offsets[0] > offsets[1])
            throw Error(at, $"tensor '{name}' needs two data_offsets, begin and end, but has [{string.Join(", ", offsets)}]");
        CheckSize(name, dtype, shape, offsets[1] - offsets[0], at);
        return new(dtype, new Shape(shape), offsets[0], offsets[1] - offsets[0]);
    }

    string ReadDType(ref Utf8JsonReader reader, string name)
    {
        Open(ref reader, JsonTokenType.String, $"dtype of tensor '{name}' must be a string");
        var dtype = reader.GetString()!;
        return SafetensorsDType.Bits(dtype) > 0 ? dtype : throw Error(8 + reader.TokenStartIndex, $"tensor '{name}' has the unknown dtype '{dtype}'");
    }

    long[] ReadNumbers(ref Utf8JsonReader reader, string name, string key, long limit)
    {
        Open(ref reader, JsonTokenType.StartArray, $"{key} of tensor '{name}' must be an array");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var n) || n < 0 || n > limit)
                throw Error(8 + reader.TokenStartIndex, $"{key} of tensor '{name}' must be whole numbers from 0 to {limit}");
            if (numbers.Count == MaxRank) throw Error(8 + reader.TokenStartIndex, $"{key} of tensor '{name}' has more than {MaxRank} numbers");
            numbers.Add(n);
        }
        return [.. numbers];
    }

    void CheckSize(string name, string dtype, int[] shape, long bytes, long at)
    {
        UInt128 bits = (UInt128)SafetensorsDType.Bits(dtype), extent = 1;
        foreach (var size in shape)
        {
            bits *= (UInt128)size;
            extent *= (UInt128)Math.Max(size, 1);
            // No file is that long; stopping here keeps the products from wrapping.
            if (extent > long.MaxValue / 8) throw Error(at, $"tensor '{name}' has the shape [{string.Join(", ", shape)}], which no memory can hold");
        }
        if (bits != (UInt128)bytes * 8)
            throw Error(at, $"tensor '{name}' of {dtype} [{string.Join(", ", shape)}] takes {bits / 8} bytes, but its data_offsets span {bytes}");
    }

    // The data must fill the rest of the file: no overlap, no hole, nothing after the end.
    void CheckData(long fileLength)
    {
        Names = [.. tensors.OrderBy(t => t.Value.Start).ThenBy(t => t.Value.Bytes).Select(t => t.Key)];
        long next = 0, available = fileLength - dataStart;
        foreach (var name in Names)
        {
            var info = tensors[name];
            if (info.Start != next)
                throw Error(dataStart + next, $"tensor '{name}' begins at data byte {info.Start}, but {(info.Start < next ? "the one before ends" : "the next free byte is")} at {next}");
            next = info.Start + info.Bytes;
            if (next > available)
                throw Error(fileLength, $"the file is truncated: tensor '{name}' ends at data byte {next}, but only {available} are there");
            tensors[name] = info with { Start = dataStart + info.Start };
        }
        if (next != available) throw Error(dataStart + next, $"{available - next} bytes follow the last tensor");
    }

    bool NextKey(ref Utf8JsonReader reader, out string key, out long at)
    {
        reader.Read();
        at = 8 + reader.TokenStartIndex;
        key = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString()! : "";
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    void Open(ref Utf8JsonReader reader, JsonTokenType expected, string message)
    {
        reader.Read();
        if (reader.TokenType != expected) throw Error(8 + reader.TokenStartIndex, message);
    }

    FileFormatException Error(long at, string what, Exception? inner = null) =>
        new($"'{file}' is not a good safetensors file: at byte {at}, {what}.", inner);
}
