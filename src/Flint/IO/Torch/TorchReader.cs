namespace Flint.IO;

/// <summary>Makes tensors and plain values of what a PyTorch file describes.</summary>
sealed unsafe class TorchReader(MappedFile file, TorchContainer container)
{
    const int MostLevels = 100;

    readonly Dictionary<(string, TorchElement), Storage> shared = [];
    readonly Dictionary<object, object?> made = new(ReferenceEqualityComparer.Instance);

    /// <summary>The tensor.</summary>
    /// <param name="tensor">What the file says of it.</param>
    /// <param name="name">For messages; made only for one, since a hostile file can have as many long names as values.</param>
    /// <param name="shares">True where another tensor on its storage may be asked for: they share their memory here too.</param>
    internal Tensor Tensor(TorchTensor tensor, Func<string> name, bool shares)
    {
        var dtype = tensor.Element.InMemory ?? throw new DTypeException(
            $"Tensor '{name()}' of '{file.Path}' is {tensor.Element}, which Flint cannot hold: convert it to a real dtype and save it again.");
        var key = (tensor.Storage.Key, tensor.Element);
        if (!shared.TryGetValue(key, out var storage))
        {
            storage = Read(tensor, dtype, name);
            if (shares) shared[key] = storage;
        }
        return new(storage, new Layout(tensor.Sizes, tensor.Strides), tensor.Offset, dtype, Device.Cpu);
    }

    Storage Read(TorchTensor tensor, DType dtype, Func<string> name)
    {
        var count = tensor.Storage.Bytes / tensor.Element.Size;
        if (count > Storage.MostBytes / dtype.Size)
            throw new ShapeException($"Tensor '{name()}' of '{file.Path}' lies on a storage of {count} elements, more than the {Storage.MostBytes} bytes that one can hold here.");
        var start = container.Locate(tensor.Storage);
        var source = file.Pointer(start, tensor.Storage.Bytes);
        var storage = Storage.Allocate(count * dtype.Size);
        fixed (byte* target = storage)
        {
            if (tensor.Element == TorchElement.Int16) Elements.FromInt16(source, (int*)target, count);
            else Buffer.MemoryCopy(source, target, storage.Bytes, count * dtype.Size);
            if (dtype == DType.Bool && Elements.FirstBadBool(target, count) is >= 0 and var bad)
                throw container.Error(start + bad, $"tensor '{name()}' of bool has the value {target[bad]}");
        }
        GC.KeepAlive(file);
        GC.KeepAlive(storage);
        return storage;
    }

    /// <summary>The value with real tensors in it; a value that is there twice is made once.</summary>
    internal object? Value(object? value) => Value(value, () => "", 0);

    object? Value(object? value, Func<string> name, int level)
    {
        if (level > MostLevels) throw container.Error(0, $"values are nested more than {MostLevels} deep, or hold themselves");
        switch (value)
        {
            case TorchTensor tensor: return Tensor(tensor, name, shares: true);
            case TorchGlobal { Module: "torch" } global: return $"torch.{global.Name}";
            case TorchGlobal global: return $"{global.Module}.{global.Name}";
            case TorchStorage or NumpyScalarType: throw container.Error(0, $"'{name()}' is a storage or a type without a tensor");
            case not (PickleNamespace or List<object?> or object?[] or OrderedDictionary<object, object?>): return value;
        }
        if (made.TryGetValue(value, out var known)) return known;
        return made[value] = value switch
        {
            PickleNamespace options => Value(options.Values, name, level + 1),
            List<object?> list => list.Select((v, i) => Value(v, () => $"{name()}[{i}]", level + 1)).ToList(),
            object?[] tuple => tuple.Select((v, i) => Value(v, () => $"{name()}[{i}]", level + 1)).ToArray(),
            var other => Dictionary((OrderedDictionary<object, object?>)other!, name, level),
        };
    }

    OrderedDictionary<object, object?> Dictionary(OrderedDictionary<object, object?> source, Func<string> name, int level)
    {
        var result = new OrderedDictionary<object, object?>(source.Count);
        foreach (var (key, value) in source) result.Add(key, Value(value, () => level == 0 ? $"{key}" : $"{name()}.{key}", level + 1));
        return result;
    }
}
