using System.Globalization;
using System.Numerics;

namespace Flint.IO;

/// <summary>
/// The form before PyTorch 1.6: pickles of a magic number, the protocol, facts of the system, the object and the keys of its
/// storages, then of each storage its number of elements (64 bits) and its data (torch/serialization.py, _legacy_save).
/// </summary>
sealed class TorchLegacy : TorchContainer
{
    static readonly BigInteger Magic = BigInteger.Parse("01950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    const long Protocol = 1001;

    readonly Dictionary<string, long> starts = [];

    internal TorchLegacy(MappedFile file) : base(file)
    {
        var source = new PickleSource(file, 0, file.Length);
        if (!(Plain(source) is BigInteger magic && magic == Magic))
            throw Error(0, "the first pickle is not PyTorch's magic number: a pickle of another program is not read");
        var at = source.Position;
        if (Plain(source) is not Protocol) throw Error(at, $"the protocol is not {Protocol}");
        at = source.Position;
        if (Plain(source) is not OrderedDictionary<object, object?> system || !system.TryGetValue("little_endian", out var little) || little is not true)
            throw Error(at, "the numbers are not little-endian: save the file on a little-endian machine");
        Root = new PickleReader(source, Persistent).Read();
        at = source.Position;
        if (Plain(source) is not List<object?> keys) throw Error(at, "the list of storages is missing");
        var storages = Storages.ToDictionary(s => s.Key);
        foreach (var key in keys) Find(source, storages, key as string ?? throw Error(at, "the key of a storage is no text"));
        if (source.Left > 0) throw Error(source.Position, $"{source.Left} bytes follow the last storage");
    }

    object? Plain(PickleSource source) => new PickleReader(source, (_, at) => throw Error(at, "a storage is not expected here")).Read();

    void Find(PickleSource source, Dictionary<string, TorchStorage> storages, string key)
    {
        var at = source.Position;
        if (!storages.TryGetValue(key, out var storage)) throw Error(at, $"storage '{key}' belongs to no tensor");
        var count = source.U64();
        if (count != (ulong)storage.Count) throw Error(at, $"storage '{key}' has {count} elements instead of {storage.Count}");
        if (storage.Bytes > source.Left) throw Error(source.Position, $"storage '{key}' takes {storage.Bytes} bytes, but the file ends after {source.Left}");
        if (!starts.TryAdd(key, source.Position)) throw Error(at, $"storage '{key}' is there twice");
        source.Skip(storage.Bytes);
    }

    internal override long Locate(TorchStorage storage) => starts.TryGetValue(storage.Key, out var start)
        ? start
        : throw Error(storage.At, $"storage '{storage.Key}' is not in the file");

    internal static bool IsTar(MappedFile file) => file.Length > 512 && file.Span(257, 5).SequenceEqual("ustar"u8);
}
