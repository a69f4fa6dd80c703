using System.Numerics;

namespace Flint.Kernels;

/// <summary>Mean over any windows: the sum of what lies inside the input, divided by the windows' divisors.</summary>
static unsafe class AvgPool
{
    internal static void Forward<T>(T* x, T* y, long planes, PoolWindows rows, PoolWindows columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var body = new Body<T> { X = x, Y = y, Rows = rows, Columns = columns };
        Threads.For(planes, Grain.Of((long)rows.Size * columns.Size), ref body);
    }

    /// <summary>dx = 0, then each window adds dy / divisor to all it covers.</summary>
    internal static void Backward<T>(T* dy, T* dx, long planes, PoolWindows rows, PoolWindows columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var body = new Body<T> { X = dx, Y = dy, Rows = rows, Columns = columns, IsGradient = true };
        Threads.For(planes, Grain.Of((long)rows.Size * columns.Size), ref body);
    }

    struct Body<T> : IRangeBody where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* X, Y;
        internal PoolWindows Rows, Columns;
        internal bool IsGradient;

        public readonly void Run(long start, long end)
        {
            var (inPlane, outPlane) = (Rows.Size * Columns.Size, (long)Rows.Count * Columns.Count);
            for (var plane = start; plane < end; plane++)
            {
                var x = X + plane * inPlane;
                var y = Y + plane * outPlane;
                if (IsGradient) new Span<T>(x, inPlane).Clear();
                for (var i = 0; i < Rows.Count; i++)
                    for (var j = 0; j < Columns.Count; j++, y++)
                    {
                        var divisor = T.CreateChecked((long)Rows.Divisor[i] * Columns.Divisor[j]);
                        if (IsGradient) Spread(x, i, j, *y / divisor);
                        else *y = Sum(x, i, j) / divisor;
                    }
            }
        }

        readonly T Sum(T* x, int i, int j)
        {
            var sum = T.Zero;
            for (var r = Rows.Start[i]; r < Rows.End[i]; r++)
                for (var c = Columns.Start[j]; c < Columns.End[j]; c++)
                    sum += x[(long)r * Columns.Size + c];
            return sum;
        }

        readonly void Spread(T* x, int i, int j, T share)
        {
            for (var r = Rows.Start[i]; r < Rows.End[i]; r++)
                for (var c = Columns.Start[j]; c < Columns.End[j]; c++)
                    x[(long)r * Columns.Size + c] += share;
        }
    }
}
