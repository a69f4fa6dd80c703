using System.Buffers;
using System.Numerics;

namespace Flint.Kernels;

/// <summary>
/// Sorts the lines of a contiguous [outer, n, inner] along its middle dimension and keeps the first ones. Whole orders by radix sort, a byte
/// at a time; few of many by a heap. Stable; a line belongs to one thread.
/// </summary>
readonly unsafe struct LineSort<T>(T* x, T* values, long* indices, Axis axis, int count, bool descending) : IRangeBody
    where T : unmanaged, INumber<T>
{
    internal static void Run(T* x, T* values, long* indices, Axis axis, int count, bool descending)
    {
        var sort = new LineSort<T>(x, values, indices, axis, count, descending);
        Threads.For(axis.Outer * axis.Inner, Grain.Of(axis.Size * 8L), ref sort);
    }

    public void Run(long start, long end)
    {
        var usesHeap = count <= axis.Size / 16;
        var keys = ArrayPool<SortKey>.Shared.Rent(Math.Max(usesHeap ? count : axis.Size, 1));
        var other = ArrayPool<SortKey>.Shared.Rent(usesHeap ? 1 : Math.Max(axis.Size, 1));
        for (var line = start; line < end; line++)
        {
            var (outer, inner) = Math.DivRem(line, axis.Inner);
            var source = x + outer * axis.Size * axis.Inner + inner;
            var sorted = keys.AsSpan(0, usesHeap ? count : axis.Size);
            if (usesHeap) First(source, sorted);
            else
            {
                for (var i = 0; i < axis.Size; i++) sorted[i] = new(SortKey.Of(source[i * axis.Inner], descending), i);
                if (axis.Size <= 32) Insert(sorted);
                else sorted = Radix(sorted, other.AsSpan(0, axis.Size));
            }
            var target = outer * count * axis.Inner + inner;
            for (var k = 0; k < count; k++, target += axis.Inner)
            {
                values[target] = source[sorted[k].At * axis.Inner];
                indices[target] = sorted[k].At;
            }
        }
        ArrayPool<SortKey>.Shared.Return(keys);
        ArrayPool<SortKey>.Shared.Return(other);
    }

    static void Insert(Span<SortKey> keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var key = keys[i];
            var k = i;
            for (; k > 0 && key.IsBefore(keys[k - 1]); k--) keys[k] = keys[k - 1];
            keys[k] = key;
        }
    }

    /// <summary>From the lowest byte to the highest; a byte that is the same in all keys takes no pass.</summary>
    static Span<SortKey> Radix(Span<SortKey> keys, Span<SortKey> other)
    {
        var counts = stackalloc int[sizeof(T) * 256];
        new Span<int>(counts, sizeof(T) * 256).Clear();
        foreach (var key in keys)
            for (var digit = 0; digit < sizeof(T); digit++) counts[digit * 256 + (byte)(key.Key >> 8 * digit)]++;
        for (var digit = 0; digit < sizeof(T); digit++)
        {
            var starts = counts + digit * 256;
            if (starts[(byte)(keys[0].Key >> 8 * digit)] == keys.Length) continue;
            for (int bucket = 0, sum = 0; bucket < 256; bucket++) (starts[bucket], sum) = (sum, sum + starts[bucket]);
            foreach (var key in keys) other[starts[(byte)(key.Key >> 8 * digit)]++] = key;
            var swap = keys;
            keys = other;
            other = swap;
        }
        return keys;
    }

    /// <summary>Keeps the first ones in a heap with the last of them on top, then takes that off again and again.</summary>
    void First(T* source, Span<SortKey> heap)
    {
        for (var i = 0; i < axis.Size; i++)
        {
            var key = new SortKey(SortKey.Of(source[i * axis.Inner], descending), i);
            if (i < heap.Length)
            {
                heap[i] = key;
                if (i == heap.Length - 1)
                    for (var k = heap.Length / 2 - 1; k >= 0; k--) Sink(heap, k);
            }
            else if (heap.Length > 0 && key.IsBefore(heap[0]))
            {
                heap[0] = key;
                Sink(heap, 0);
            }
        }
        for (var last = heap.Length - 1; last > 0; last--)
        {
            (heap[0], heap[last]) = (heap[last], heap[0]);
            Sink(heap[..last], 0);
        }
    }

    static void Sink(Span<SortKey> heap, int k)
    {
        for (var child = 2 * k + 1; child < heap.Length; child = 2 * k + 1)
        {
            if (child + 1 < heap.Length && heap[child].IsBefore(heap[child + 1])) child++;
            if (!heap[k].IsBefore(heap[child])) return;
            (heap[k], heap[child]) = (heap[child], heap[k]);
            k = child;
        }
    }
}
