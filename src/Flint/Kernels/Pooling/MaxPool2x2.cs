using System.Numerics;

namespace Flint.Kernels;

/// <summary>
/// Maximum of 2 x 2 blocks, the pooling of the classic networks: 1 byte per block tells which of the four won (0 1 above,
/// 2 3 below; the first of equals, and NaN wins). The float rows are vectorised in <see cref="PairRows"/>.
/// </summary>
static unsafe class MaxPool2x2
{
    internal static void Forward<T>(T* x, T* y, byte* at, long planes, int height, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var body = new ForwardBody<T> { X = x, Y = y, At = at, Height = height, Width = width };
        Threads.For(planes, Grain.Of((long)height * width), ref body);
    }

    /// <summary>dx = dy where the maximum was, 0 elsewhere.</summary>
    internal static void Backward<T>(T* dy, byte* at, T* dx, long planes, int height, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var body = new BackwardBody<T> { Dy = dy, At = at, Dx = dx, Height = height, Width = width };
        Threads.For(planes, Grain.Of((long)height * width), ref body);
    }

    struct ForwardBody<T> : IRangeBody where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* X, Y;
        internal byte* At;
        internal int Height, Width;

        public readonly void Run(long start, long end)
        {
            var (rows, columns) = (Height / 2, Width / 2);
            for (var plane = start; plane < end; plane++)
                for (var i = 0; i < rows; i++)
                {
                    var above = X + (plane * Height + 2 * i) * Width;
                    var o = (plane * rows + i) * columns;
                    var at = At == null ? null : At + o;
                    if (typeof(T) == typeof(float)) PairRows.Forward((float*)above, Width, (float*)(Y + o), at, columns);
                    else Row(above, Y + o, at, 0, columns, Width);
                }
        }
    }

    struct BackwardBody<T> : IRangeBody where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal T* Dy, Dx;
        internal byte* At;
        internal int Height, Width;

        public readonly void Run(long start, long end)
        {
            var (rows, columns) = (Height / 2, Width / 2);
            for (var plane = start; plane < end; plane++)
            {
                var dx = Dx + plane * Height * Width;
                for (var i = 0; i < rows; i++)
                {
                    var above = dx + 2L * i * Width;
                    var o = (plane * rows + i) * columns;
                    if (typeof(T) == typeof(float)) PairRows.Backward((float*)(Dy + o), At + o, (float*)above, Width, columns);
                    else Row(Dy + o, At + o, above, 0, columns, Width);
                    // A column without a partner belongs to no block.
                    if (Width % 2 == 1) above[Width - 1] = above[2 * Width - 1] = T.Zero;
                }
                if (Height % 2 == 1) new Span<T>(dx + (Height - 1L) * Width, Width).Clear();
            }
        }
    }

    /// <summary>Blocks [start, end) of two rows, one at a time.</summary>
    internal static void Row<T>(T* above, T* y, byte* at, int start, int end, int width) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var below = above + width;
        for (var j = start; j < end; j++)
        {
            var (best, winner) = (above[2 * j], 0);
            if (Wins(above[2 * j + 1], best)) (best, winner) = (above[2 * j + 1], 1);
            if (Wins(below[2 * j], best)) (best, winner) = (below[2 * j], 2);
            if (Wins(below[2 * j + 1], best)) (best, winner) = (below[2 * j + 1], 3);
            y[j] = best;
            if (at != null) at[j] = (byte)winner;
        }
    }

    static bool Wins<T>(T value, T best) where T : IFloatingPointIeee754<T> => value > best || T.IsNaN(value);

    /// <summary>Gradient of blocks [start, end) of two rows, one at a time.</summary>
    internal static void Row<T>(T* dy, byte* at, T* above, int start, int end, int width) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var j = start; j < end; j++)
        {
            var a = above + 2 * j;
            var b = a + width;
            a[0] = a[1] = b[0] = b[1] = T.Zero;
            (at[j] < 2 ? a : b)[at[j] & 1] = dy[j];
        }
    }
}
