namespace Flint.IO;

/// <summary>The two forms of PyTorch's files: what they share is a pickle whose persistent ids name storages that lie elsewhere in the file.</summary>
abstract class TorchContainer(MappedFile file)
{
    readonly Dictionary<string, TorchStorage> storages = [];

    /// <summary>What the pickle describes: plain values, dictionaries, lists and <see cref="TorchTensor"/>s.</summary>
    internal object? Root { get; private protected init; }

    protected MappedFile File { get; } = file;

    protected IEnumerable<TorchStorage> Storages => storages.Values;

    /// <summary>Checks a storage's data and gives the place of its first byte.</summary>
    internal abstract long Locate(TorchStorage storage);

    internal static TorchContainer Open(MappedFile file)
    {
        if (file.Length >= 4 && file.Span(0, 4).SequenceEqual("PK\x03\x04"u8)) return new TorchZip(file);
        if (file.Length >= 2 && file.Span(0, 1)[0] == 0x80) return new TorchLegacy(file);
        throw new FileFormatException($"'{file.Path}' is not a PyTorch file: at byte 0, it begins neither as a zip file nor as a pickle{(TorchLegacy.IsTar(file) ? "; it is a tar archive of PyTorch before 0.1.10: load and save it again with a PyTorch up to 1.13" : "")}.");
    }

    internal FileFormatException Error(long at, string what) => new($"'{File.Path}' is not a good PyTorch file: at byte {at}, {what}.");

    // ("storage", type, key, location, count), and in the old form a view, which is always None.
    protected object? Persistent(object?[] id, long at)
    {
        if (id is not ["storage", TorchGlobal { Module: "torch" or "torch.storage" } type, string key, string, long count, ..] || id.Length > 6)
            throw Error(at, "a persistent id is not that of a storage");
        if (TorchElements.OfStorage(type.Name) is not { } element) throw Error(at, $"a storage is of {type.Module}.{type.Name}, which is none");
        if (id.Length == 6 && id[5] is not null) throw Error(at, $"storage '{key}' is a view of another, which no PyTorch since 0.4 writes");
        if (count < 0 || count > long.MaxValue / 16) throw Error(at, $"storage '{key}' has {count} elements");
        if (storages.TryGetValue(key, out var known))
            return known.Element == element && known.Count == count ? known : throw Error(at, $"storage '{key}' is described in two ways");
        var storage = new TorchStorage(key, element, count, at);
        Check(storage);
        return storages[key] = storage;
    }

    /// <summary>Checks a storage when the pickle first names it.</summary>
    protected virtual void Check(TorchStorage storage) { }
}
