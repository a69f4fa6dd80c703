namespace Flint.IO;

/// <summary>
/// The form since PyTorch 1.6: a zip file of stored entries, <c>NAME/data.pkl</c> with the pickle and <c>NAME/data/KEY</c> with the bytes
/// of each storage. <see href="https://pytorch.org/docs/stable/notes/serialization.html"/>
/// </summary>
sealed class TorchZip : TorchContainer
{
    readonly ZipDirectory zip;
    readonly string folder;
    readonly HashSet<string> verified = [];

    internal TorchZip(MappedFile file) : base(file)
    {
        zip = new(file, "PyTorch file");
        var pickle = zip.Entries.Values.FirstOrDefault(e => e.Name == "data.pkl" || e.Name.EndsWith("/data.pkl", StringComparison.Ordinal) && e.Name.IndexOf('/') == e.Name.Length - 9)
            ?? throw zip.Error(0, $"the zip file has no data.pkl{(zip.Entries.Keys.Any(n => n.EndsWith(".npy", StringComparison.Ordinal)) ? ": it is a NumPy .npz" : "")}");
        folder = pickle.Name[..^"data.pkl".Length];
        if (zip.Entries.TryGetValue($"{folder}constants.pkl", out var script))
            throw zip.Error(script.Start, "this is a TorchScript program, which cannot be run here: save the state dict alone, torch.save(model.state_dict(), ...)");
        Stored(pickle);
        if (zip.Entries.TryGetValue($"{folder}byteorder", out var order) && !File.Span(Stored(order), (int)Math.Min(order.Length, 16)).SequenceEqual("little"u8))
            throw zip.Error(order.Start, "the numbers are big-endian: save the file on a little-endian machine");
        Root = new PickleReader(new(file, pickle.Start, pickle.Start + pickle.Length), Persistent).Read();
    }

    protected override void Check(TorchStorage storage)
    {
        var entry = Entry(storage);
        if (entry.Length < storage.Bytes) throw Error(storage.At, $"storage '{storage.Key}' of {storage.Count} elements takes {storage.Bytes} bytes, but the entry '{entry.Name}' has {entry.Length}");
    }

    internal override long Locate(TorchStorage storage) => Stored(Entry(storage));

    ZipEntry Entry(TorchStorage storage) => zip.Entries.TryGetValue($"{folder}data/{storage.Key}", out var entry)
        ? entry
        : throw Error(storage.At, $"storage '{storage.Key}' is not in the file: there is no entry '{folder}data/{storage.Key}'");

    long Stored(ZipEntry entry)
    {
        if (!entry.IsStored) throw zip.Error(entry.Start, $"the entry '{entry.Name}' is compressed: PyTorch stores all entries as they are");
        if (verified.Add(entry.Name) && Checksum(entry) != entry.Crc)
            throw zip.Error(entry.Start, $"the data of '{entry.Name}' are damaged: their checksum is {Checksum(entry):x8} instead of {entry.Crc:x8}");
        return entry.Start;
    }

    uint Checksum(ZipEntry entry)
    {
        uint crc = 0;
        for (long done = 0; done < entry.Length; done += 1 << 24) crc = Crc32.Compute(File.Span(entry.Start + done, (int)Math.Min(1 << 24, entry.Length - done)), crc);
        return crc;
    }
}
