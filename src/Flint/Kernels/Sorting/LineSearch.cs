using System.Numerics;

namespace Flint.Kernels;

/// <summary>Binary search of values in sorted lines: the number of elements before (right: not behind) each. NaN counts as largest.</summary>
readonly unsafe struct LineSearch<T>(T* sorted, T* values, long* positions, int n, int m, bool shared, bool right) : IRangeBody
    where T : unmanaged, INumber<T>
{
    internal static void Run(T* sorted, T* values, long* positions, long count, int n, int m, bool shared, bool right)
    {
        var search = new LineSearch<T>(sorted, values, positions, n, m, shared, right);
        Threads.For(count, Grain.Of(16), ref search);
    }

    public void Run(long start, long end)
    {
        for (var i = start; i < end; i++)
        {
            var line = sorted + (shared ? 0 : i / m * n);
            var value = SortKey.Of(values[i], descending: false);
            int low = 0, high = n;
            while (low < high)
            {
                var middle = (int)((uint)(low + high) / 2);
                var key = SortKey.Of(line[middle], descending: false);
                if (key < value || (right && key == value)) low = middle + 1;
                else high = middle;
            }
            positions[i] = low;
        }
    }
}
