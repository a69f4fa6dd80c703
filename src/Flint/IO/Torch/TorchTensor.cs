namespace Flint.IO;

/// <summary>A storage of a PyTorch file: its key, element type and number of elements as the pickle gives them.</summary>
sealed record TorchStorage(string Key, TorchElement Element, long Count, long At)
{
    internal long Bytes => Count * Element.Size;
}

/// <summary>A tensor as the pickle describes it; its data are read when it is asked for.</summary>
sealed record TorchTensor(TorchStorage Storage, TorchElement Element, long Offset, int[] Sizes, long[] Strides)
{
    /// <summary>Checks that the tensor lies within its storage; says what is wrong, null if nothing.</summary>
    internal string? Fault()
    {
        Int128 last = Offset, count = 1;
        foreach (var (size, stride) in Sizes.Zip(Strides))
        {
            count *= Math.Max(size, 1);
            if (count > long.MaxValue / 16) return $"has the shape [{string.Join(", ", Sizes)}], which no memory can hold";
            last += (Int128)Math.Max(size - 1, 0) * stride;
            if (last > long.MaxValue / 16) break;
        }
        var elements = Storage.Bytes / Element.Size;
        return Sizes.Contains(0) || last < elements
            ? null
            : $"of shape [{string.Join(", ", Sizes)}], strides [{string.Join(", ", Strides)}] and offset {Offset} goes past its storage '{Storage.Key}' of {elements} elements";
    }
}
