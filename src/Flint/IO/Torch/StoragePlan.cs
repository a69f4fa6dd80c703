using System.Collections;

namespace Flint.IO;

/// <summary>What of a storage is written: a contiguous copy of its only tensor, or the range that its tensors span together.</summary>
/// <param name="Key">The name of the entry.</param>
/// <param name="Tensor">One of the tensors.</param>
/// <param name="IsWhole">True for a single tensor, written as if contiguous.</param>
/// <param name="First">The first element of the range.</param>
/// <param name="Count">Elements written.</param>
sealed record StoragePiece(string Key, Tensor Tensor, bool IsWhole, long First, long Count);

/// <summary>Finds the tensors of an object and which of them share memory.</summary>
sealed class StoragePlan
{
    const int MostLevels = 100;

    readonly OrderedDictionary<Storage, StoragePiece> pieces = new(ReferenceEqualityComparer.Instance);

    internal IEnumerable<StoragePiece> Pieces => pieces.Values;

    internal StoragePiece PieceOf(Tensor tensor) => pieces[tensor.Storage];

    /// <summary>Checks the types of an object and notes its tensors.</summary>
    /// <exception cref="ArgumentException">A type is not written, or the nesting is too deep.</exception>
    internal void Collect(object? value, int level)
    {
        if (level > MostLevels) throw new ArgumentException($"A PyTorch file holds at most {MostLevels} levels of dictionaries and lists: the object is deeper, or holds itself.", nameof(value));
        if (value is Tensor tensor) Note(tensor);
        else if (value is null or bool or string or double or float or byte or sbyte or short or ushort or int or uint or long or System.Numerics.BigInteger or byte[] or Shape) return;
        else if (Pairs(value) is { } pairs)
            foreach (var (key, item) in pairs)
            {
                if (key is not (string or bool or int or long or double)) throw new ArgumentException($"A dictionary in a PyTorch file has texts or numbers as keys, but one is {key.GetType().Name}.", nameof(value));
                Collect(item, level + 1);
            }
        else if (value is IEnumerable items)
            foreach (var item in items) Collect(item, level + 1);
        else throw new ArgumentException($"{value.GetType().Name} is not written to a PyTorch file: use dictionaries, lists, arrays of object, tensors, numbers, texts and null.", nameof(value));
    }

    /// <summary>The items of a dictionary of any type, null for another object.</summary>
    internal static IEnumerable<(object Key, object? Value)>? Pairs(object value) => value switch
    {
        IEnumerable<KeyValuePair<string, Tensor>> tensors => tensors.Select(p => ((object)p.Key, (object?)p.Value)),
        IDictionary dictionary => Entries(dictionary),
        _ => null,
    };

    static IEnumerable<(object Key, object? Value)> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary) yield return (entry.Key, entry.Value);
    }

    void Note(Tensor tensor)
    {
        // An empty tensor takes no part of its storage; a slice such as x[5..5, 3..] may even begin behind its end.
        if (!pieces.TryGetValue(tensor.Storage, out var piece) || piece.Count == 0)
        {
            pieces[tensor.Storage] = new(piece?.Key ?? $"{pieces.Count}", tensor, true, tensor.Offset, tensor.Count);
            return;
        }
        if (tensor.Count == 0 || (piece.IsWhole && piece.Tensor.IsSameView(tensor))) return;
        var (first, end) = Range(tensor);
        var (otherFirst, otherEnd) = piece.IsWhole ? Range(piece.Tensor) : (piece.First, piece.First + piece.Count);
        (first, end) = (Math.Min(first, otherFirst), Math.Max(end, otherEnd));
        pieces[tensor.Storage] = piece with { IsWhole = false, First = first, Count = end - first };
    }

    static (long First, long End) Range(Tensor tensor)
    {
        var last = tensor.Offset;
        for (var d = 0; d < tensor.Rank; d++) last += (tensor.Layout.Sizes[d] - 1) * tensor.Layout.Strides[d];
        return (tensor.Offset, last + 1);
    }
}
