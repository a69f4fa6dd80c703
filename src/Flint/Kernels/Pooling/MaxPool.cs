using System.Numerics;

namespace Flint.Kernels;

/// <summary>Maximum over any windows. Remembers where each maximum lies in its plane; the first of equals, and NaN wins.</summary>
static unsafe class MaxPool
{
    internal static void Forward<T>(T* x, T* y, int* at, long planes, PoolWindows rows, PoolWindows columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float) && MaxPoolRows.Takes(rows, columns))
        {
            var side = new MaxPoolRows((float*)x, (float*)y, at, rows, columns);
            Threads.For(planes, Grain.Of((long)rows.Size * columns.Size), ref side);
            return;
        }
        var body = new ForwardBody<T> { X = x, Y = y, At = at, Rows = rows, Columns = columns };
        Threads.For(planes, Grain.Of((long)rows.Size * columns.Size), ref body);
    }

    /// <summary>dx = 0, then dx[at] += dy, plane by plane.</summary>
    internal static void Backward<T>(T* dy, int* at, T* dx, long planes, int inPlane, int outPlane)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var body = new BackwardBody<T> { Dy = dy, At = at, Dx = dx, InPlane = inPlane, OutPlane = outPlane };
        Threads.For(planes, Grain.Of(inPlane), ref body);
    }

    struct ForwardBody<T> : IRangeBody where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* X, Y;
        internal int* At;
        internal PoolWindows Rows, Columns;

        public readonly void Run(long start, long end)
        {
            var (inPlane, outPlane) = ((long)Rows.Size * Columns.Size, (long)Rows.Count * Columns.Count);
            for (var plane = start; plane < end; plane++)
                Plane(X + plane * inPlane, Y + plane * outPlane, At == null ? null : At + plane * outPlane);
        }

        readonly void Plane(T* x, T* y, int* at)
        {
            var o = 0;
            for (var i = 0; i < Rows.Count; i++)
                for (var j = 0; j < Columns.Count; j++, o++)
                {
                    y[o] = Window(x, i, j, out var position);
                    if (at != null) at[o] = position;
                }
        }

        readonly T Window(T* x, int i, int j, out int position)
        {
            var best = T.NegativeInfinity;
            position = -1;
            for (var r = Rows.Start[i]; r < Rows.End[i]; r += Rows.Step)
                for (var c = Columns.Start[j]; c < Columns.End[j]; c += Columns.Step)
                {
                    var value = x[(long)r * Columns.Size + c];
                    if (!(value > best) && !T.IsNaN(value) && position >= 0) continue;
                    best = value;
                    position = r * Columns.Size + c;
                }
            return best;
        }
    }

    struct BackwardBody<T> : IRangeBody where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* Dy, Dx;
        internal int* At;
        internal int InPlane, OutPlane;

        public readonly void Run(long start, long end)
        {
            for (var plane = start; plane < end; plane++)
            {
                var dx = Dx + plane * InPlane;
                var dy = Dy + plane * OutPlane;
                var at = At + plane * OutPlane;
                new Span<T>(dx, InPlane).Clear();
                for (var o = 0; o < OutPlane; o++)
                    if (at[o] >= 0) dx[at[o]] += dy[o];
            }
        }
    }
}
