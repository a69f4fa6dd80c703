using Flint.NN;

namespace Flint.IO;

/// <summary>
/// A PyTorch file (.pt, .pth, .th) of <c>torch.save</c>, in today's zip form or that before PyTorch 1.6: a state dict, alone or inside a
/// checkpoint. Its pickle is interpreted by a machine that knows a closed list of names and runs nothing; every number in it is
/// checked against the file, so that a damaged or hostile file costs no more than its own size.
/// </summary>
/// <remarks>
/// Tensors have the dtype of the file; int16 becomes Int32, which holds it exactly. Tensors that share
/// a storage in the file share their memory here, and views keep their strides.
/// </remarks>
public sealed class TorchFile : IDisposable
{
    // Where checkpoints keep the weights, in the order in which they are looked for.
    static readonly string[] Places = ["state_dict", "model_state_dict", "model", "module", "net", "network", "params", "weights"];

    readonly MappedFile file;
    readonly TorchReader reader;
    readonly OrderedDictionary<string, TorchTensor> tensors;
    readonly Dictionary<string, int> uses; // of each storage by the state dict's tensors

    TorchFile(string path)
    {
        file = new(path, "PyTorch file");
        try
        {
            var container = TorchContainer.Open(file);
            reader = new(file, container);
            (StateDictKey, tensors) = FindStateDict(container.Root);
            uses = tensors.Values.CountBy(t => t.Storage.Key).ToDictionary();
            Root = container.Root;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    object? Root { get; }

    /// <summary>Opens a file and reads what it holds; a tensor's data only when it is asked for.</summary>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="FileFormatException">The file is damaged, foreign or names a class that a state dict does not need; the message gives the byte.</exception>
    public static TorchFile Open(string path) => new(path);

    /// <summary>All tensors of the state dict by name: of the file itself, or of a dictionary in it such as <c>state_dict</c> or <c>model</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stripPrefix">What to take off the names that begin with it: <c>"module."</c> for a model saved inside DataParallel.</param>
    /// <inheritdoc cref="Open" path="/exception"/>
    /// <exception cref="StateException">There is no state dict in the file, or two names are one without the prefix.</exception>
    /// <exception cref="DTypeException">A tensor has an element type without counterpart here.</exception>
    public static OrderedDictionary<string, Tensor> Load(string path, string stripPrefix = "")
    {
        using var file = Open(path);
        if (file.tensors.Count == 0) throw file.NoStateDict();
        var result = new OrderedDictionary<string, Tensor>();
        foreach (var name in file.Names)
        {
            var key = name.StartsWith(stripPrefix, StringComparison.Ordinal) ? name[stripPrefix.Length..] : name;
            if (!result.TryAdd(key, file[name])) throw new StateException($"'{path}' has two tensors '{key}' once '{stripPrefix}' is taken off: load it without stripPrefix.");
        }
        return result;
    }

    /// <summary>
    /// The whole object: dictionaries (and argparse options) as <c>OrderedDictionary&lt;object, object?&gt;</c>, lists and sets as
    /// <c>List&lt;object?&gt;</c>, tuples as <c>object?[]</c>, and <see cref="Tensor"/>, long, double, bool, string, byte[], BigInteger, null.
    /// Devices and dtypes are texts.
    /// </summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    /// <exception cref="DTypeException">A tensor has an element type without counterpart here.</exception>
    public static object? Read(string path)
    {
        using var file = Open(path);
        return file.reader.Value(file.Root);
    }

    /// <summary>Writes a state dict that <c>torch.load</c> reads, with <c>weights_only=True</c> too; whole or not at all.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="tensors">Names and tensors. Tensors on shared memory are written once, with their strides.</param>
    /// <exception cref="FileWriteException">No space, no permission, no such folder; an earlier file is unchanged.</exception>
    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public static void Save(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        var dictionary = new OrderedDictionary<object, object?>();
        foreach (var (name, tensor) in tensors)
            if (!dictionary.TryAdd(name, tensor)) throw new ArgumentException($"A tensor cannot be saved as '{name}': there are two of this name.", nameof(tensors));
        Write(path, dictionary);
    }

    /// <summary>Writes a whole object, such as a checkpoint <c>{"state_dict": ..., "epoch": 3}</c>, of the types that <see cref="Read"/> gives.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="value">Dictionaries, lists, tuples (arrays of object), tensors, numbers, texts, null; at most 100 levels.</param>
    /// <exception cref="FileWriteException">No space, no permission, no such folder; an earlier file is unchanged.</exception>
    /// <exception cref="ArgumentException">A value is of a type that is not written.</exception>
    public static void Write(string path, object? value) => TorchWriter.Write(path, value);

    /// <summary>The names of the state dict's tensors in the file's order; none where the file has no state dict.</summary>
    public IReadOnlyList<string> Names => tensors.Keys;

    /// <summary>The key under which the state dict was found: <c>state_dict</c>, <c>model</c>, ...; empty where it is the whole file.</summary>
    public string StateDictKey { get; }

    /// <summary><c>"module."</c> where every name begins so, as DataParallel writes them; else empty. <see cref="Load"/> takes it off on request.</summary>
    public string Prefix => tensors.Count > 0 && tensors.Keys.All(n => n.StartsWith("module.", StringComparison.Ordinal)) ? "module." : "";

    /// <summary>The shape of tensor <paramref name="name"/>, without reading its data.</summary>
    /// <exception cref="NotFoundException">The state dict has no such tensor.</exception>
    public Shape ShapeOf(string name) => new(Find(name).Sizes);

    /// <summary>Tensor <paramref name="name"/> of the state dict, on memory of its own that outlives the file.</summary>
    /// <exception cref="NotFoundException">The state dict has no such tensor.</exception>
    /// <exception cref="DTypeException">The element type has no counterpart here.</exception>
    /// <exception cref="FileFormatException">The data are damaged: another checksum, or a bool that is neither 0 nor 1.</exception>
    public Tensor this[string name]
    {
        get
        {
            var tensor = Find(name);
            return reader.Tensor(tensor, () => name, shares: uses[tensor.Storage.Key] > 1);
        }
    }

    /// <summary>Closes the file. Tensors read from it stay valid.</summary>
    public void Dispose() => file.Dispose();

    TorchTensor Find(string name) => tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new NotFoundException($"'{file.Path}' holds no tensor '{name}'; it has {Listing.Of(Names)}.");

    static (string Key, OrderedDictionary<string, TorchTensor> Tensors) FindStateDict(object? root)
    {
        if (root is TorchTensor single) return ("", new() { [""] = single });
        if (root is not OrderedDictionary<object, object?> dictionary) return ("", []);
        var here = Tensors(dictionary);
        if (here.Count > 0) return ("", here);
        foreach (var place in Places)
            if (dictionary.GetValueOrDefault(place) is OrderedDictionary<object, object?> inner && Tensors(inner) is { Count: > 0 } found)
                return (place, found);
        return ("", []);
    }

    static OrderedDictionary<string, TorchTensor> Tensors(OrderedDictionary<object, object?> dictionary)
    {
        var result = new OrderedDictionary<string, TorchTensor>();
        foreach (var (key, value) in dictionary)
            if (key is string name && value is TorchTensor tensor) result.Add(name, tensor);
        return result;
    }

    StateException NoStateDict() => new(
        $"'{file.Path}' holds no state dict, a dictionary of tensors by name, alone or under {string.Join(", ", Places)}; "
        + (Root is OrderedDictionary<object, object?> d ? $"its keys are {Listing.Of([.. d.Keys.Select(k => $"{k}")])}" : "it is no dictionary")
        + ". Read it with TorchFile.Read.");
}
