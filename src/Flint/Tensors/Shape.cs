using System.Collections;
using System.Runtime.CompilerServices;

namespace Flint;

/// <summary>The sizes of a tensor's dimensions, outermost first. <c>[]</c> is the shape of a scalar. Immutable.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IReadOnlyList<int>
{
    readonly int[]? sizes;

    internal Shape(int[] sizes) => this.sizes = sizes;

    /// <summary>Makes a shape of these sizes.</summary>
    /// <exception cref="ShapeException">A size is negative.</exception>
    public static Shape Create(ReadOnlySpan<int> sizes)
    {
        foreach (var size in sizes)
            if (size < 0)
                throw new ShapeException($"A shape's sizes must be 0 or more, but got [{string.Join(", ", sizes.ToArray())}].");
        return new(sizes.ToArray());
    }

    /// <summary>The shape that tensors of these shapes broadcast to: aligned at the last dimension, sizes are equal, or 1, or missing.</summary>
    /// <exception cref="ShapeException">Two of them do not broadcast.</exception>
    public static Shape Broadcast(params ReadOnlySpan<Shape> shapes)
    {
        Shape result = [];
        foreach (var shape in shapes) result = new(Broadcasting.Sizes(result, shape));
        return result;
    }

    /// <summary>The number of dimensions.</summary>
    public int Rank => sizes?.Length ?? 0;

    int IReadOnlyCollection<int>.Count => Rank;

    /// <summary>The number of dimensions; lets <c>shape[^1]</c> index from the end.</summary>
    public int Length => Rank;

    /// <summary>The number of elements: the product of the sizes, 1 for a scalar.</summary>
    /// <exception cref="ShapeException">It does not fit 64 bits.</exception>
    public long Count
    {
        get
        {
            long n = 1;
            foreach (var size in Span) n = Times(n, size, Span);
            return n;
        }
    }

    /// <summary>n * size, as part of the product of <paramref name="sizes"/>.</summary>
    /// <exception cref="ShapeException">The product is beyond 64 bits.</exception>
    internal static long Times(long n, long size, ReadOnlySpan<int> sizes)
    {
        if (Math.BigMul(n, size, out var product) == 0 && product >= 0) return product;
        throw new ShapeException($"Shape [{string.Join(", ", sizes.ToArray())}] has more elements than can be counted, at most {long.MaxValue}.");
    }

    /// <summary>The size of dimension <paramref name="dim"/>.</summary>
    public int this[int dim] => Span[dim];

    /// <summary>The sizes as a span.</summary>
    public ReadOnlySpan<int> Span => sizes;

    internal int[] Array => sizes ?? [];

    /// <summary>The sizes as a new array.</summary>
    public int[] ToArray() => Span.ToArray();

    /// <summary>An array of sizes is a shape.</summary>
    public static implicit operator Shape(int[] sizes) => Create(sizes);

    /// <summary>A shape serves wherever sizes are asked for.</summary>
    public static implicit operator ReadOnlySpan<int>(Shape shape) => shape.Span;

    /// <inheritdoc/>
    public bool Equals(Shape other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var size in Span) hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>Same sizes in the same order.</summary>
    public static bool operator ==(Shape a, Shape b) => a.Equals(b);

    /// <summary>Different rank or sizes.</summary>
    public static bool operator !=(Shape a, Shape b) => !a.Equals(b);

    /// <summary>As PyTorch prints it: <c>[64, 10]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Array)}]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)Array).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
