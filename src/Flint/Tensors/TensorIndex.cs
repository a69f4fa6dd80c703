namespace Flint;

/// <summary>
/// One entry of an indexer: an int or <c>^i</c> (drops the dimension), a range, a stepped range, a new axis, the rest, or a tensor of
/// indices or a mask.
/// </summary>
public readonly struct TensorIndex
{
    enum Kind { Position, Slice, NewAxis, Ellipsis, Tensor }

    readonly Kind kind;
    readonly Range range;
    readonly int step;
    readonly Tensor? ids;

    TensorIndex(Kind kind, Range range, int step = 1, Tensor? ids = null)
    {
        this.ids = ids;
        this.kind = kind;
        this.range = range;
        this.step = step;
    }

    /// <summary>A new dimension of size 1, as NumPy's <c>None</c>.</summary>
    public static TensorIndex NewAxis => new(Kind.NewAxis, default);

    /// <summary>All dimensions that the other entries leave, as NumPy's <c>...</c>.</summary>
    public static TensorIndex Ellipsis => new(Kind.Ellipsis, default);

    /// <summary>Every <paramref name="step"/>-th position of a range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is below 1.</exception>
    public static TensorIndex Step(Range range, int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        return new(Kind.Slice, range, step);
    }

    /// <summary>A position; as in NumPy, a negative one counts from the end.</summary>
    public static implicit operator TensorIndex(int position) => (Index)(position < 0 ? ^-position : position);

    /// <summary>A position, <c>^1</c> is the last.</summary>
    public static implicit operator TensorIndex(Index position) => new(Kind.Position, position..);

    /// <summary>A range; its ends are cut to the dimension, as in NumPy.</summary>
    public static implicit operator TensorIndex(Range range) => new(Kind.Slice, range);

    /// <summary>Indices (Int64 or Int32) or a Bool mask: the elements are copied, not viewed. See <see cref="IndexPutOps"/>.</summary>
    public static implicit operator TensorIndex(Tensor indices) => new(Kind.Tensor, Range.All, ids: indices);

    /// <summary>True where an entry is a tensor.</summary>
    internal static bool HasTensor(ReadOnlySpan<TensorIndex> entries)
    {
        foreach (var entry in entries)
            if (entry.ids is not null) return true;
        return false;
    }

    /// <summary>The entries without tensors, whole dimensions in their place; the tensors; and the dimensions of that view that they are for.</summary>
    internal static (TensorIndex[] View, Tensor[] Ids, int[] Dims) Split(Tensor x, ReadOnlySpan<TensorIndex> entries)
    {
        List<TensorIndex> view = [];
        List<Tensor> tensors = [];
        List<int> dims = [];
        var used = 0;
        foreach (var entry in entries)
            if (entry.kind is not (Kind.Ellipsis or Kind.NewAxis)) used += entry.Spans;
        var d = 0;
        foreach (var entry in entries)
        {
            if (entry.ids is { } ids)
            {
                tensors.Add(ids);
                for (var k = 0; k < entry.Spans; k++)
                {
                    dims.Add(d++);
                    view.Add(Range.All);
                }
                continue;
            }
            view.Add(entry);
            d += entry.kind == Kind.Ellipsis ? x.Rank - used : entry.kind == Kind.Position ? 0 : 1;
        }
        return ([.. view], [.. tensors], [.. dims]);
    }

    int Spans => ids is { DType: DType.Bool } mask ? mask.Rank : 1;

    /// <summary>The layout and offset of <c>x[entries]</c>.</summary>
    internal static (Layout Layout, long Offset) Apply(Tensor x, ReadOnlySpan<TensorIndex> entries)
    {
        var used = 0;
        var ellipses = 0;
        foreach (var entry in entries)
        {
            if (entry.kind == Kind.Ellipsis) ellipses++;
            else if (entry.kind != Kind.NewAxis) used++;
        }
        if (used > x.Rank || ellipses > 1)
            throw new TensorIndexException(ellipses > 1
                ? "An indexer may hold one Ellipsis."
                : $"{used} indices were given for shape {x.Shape}, which has {x.Rank} dimension{(x.Rank == 1 ? "" : "s")}.");

        var result = new View(x);
        foreach (var entry in entries)
        {
            if (entry.kind == Kind.NewAxis) result.Add(1, 0);
            else if (entry.kind == Kind.Ellipsis) result.Keep(x.Rank - used);
            else if (entry.kind == Kind.Slice) result.Slice(entry.range, entry.step);
            else result.Select(entry.range.Start);
        }
        result.Keep(x.Rank - result.Dim);
        return (result.Layout, result.Offset);
    }

    /// <summary>The view under construction: entry by entry, source dimension by source dimension.</summary>
    sealed class View(Tensor x)
    {
        readonly List<int> sizes = [];
        readonly List<long> strides = [];

        internal int Dim { get; private set; }

        internal long Offset { get; private set; } = x.Offset;

        internal Layout Layout => new([.. sizes], [.. strides]);

        internal void Add(int size, long stride)
        {
            sizes.Add(size);
            strides.Add(stride);
        }

        internal void Keep(int dims)
        {
            for (; dims > 0; dims--, Dim++) Add(x.Layout.Sizes[Dim], x.Layout.Strides[Dim]);
        }

        internal void Slice(Range range, int step)
        {
            var size = x.Layout.Sizes[Dim];
            var start = Math.Clamp(range.Start.GetOffset(size), 0, size);
            var end = Math.Clamp(range.End.GetOffset(size), start, size);
            Offset += start * x.Layout.Strides[Dim];
            Add((end - start + step - 1) / step, x.Layout.Strides[Dim++] * step);
        }

        internal void Select(Index position)
        {
            var size = x.Layout.Sizes[Dim];
            var at = position.GetOffset(size);
            if (at < 0 || at >= size)
                throw new TensorIndexException($"Index {(position.IsFromEnd ? $"^{position.Value}" : position.Value)} is out of range for dimension {Dim} of size {size} in shape {x.Shape}.");
            Offset += at * x.Layout.Strides[Dim++];
        }
    }
}
