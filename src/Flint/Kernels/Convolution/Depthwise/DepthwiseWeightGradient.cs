using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// dL/dw of planes that each have a kernel of their own, where Output of the problem is dL/dout and Weight the result: task t is a channel. Strips as in
/// <see cref="DepthwisePlanes{T, S, V, TSide}"/>, with the sums of all elements of the kernel in registers, a vector each, which lives through all images.
/// </summary>
readonly unsafe struct DepthwiseWeightGradient<T, S, V, TSide>(DepthwiseProblem<T> problem) : IRangeBody
    where T : unmanaged where S : struct, ISimd<V, T> where V : struct where TSide : struct, IKernelSide
{
    [MethodImpl(Hot)]
    public void Run(long start, long end)
    {
        int side = TSide.Side, taps = side * side, lanes = S.Count;
        var masks = DepthwiseStrips<T>.SizeOf(lanes, side, problem.OutSize.Width);
        var storage = Storage.Allocate((taps * lanes + masks + problem.CopySize + problem.OutPlane + DepthwiseProblem<T>.Beside) * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var sums = (T*)GemmProblem<T>.Align(memory);
            var strips = new DepthwiseStrips<T>(sums + taps * lanes, lanes, side, problem.OutSize.Width);
            var room = sums + taps * lanes + masks;
            strips.Fill(problem.Step, problem.Left, problem.Size.Width);
            for (var channel = start; channel < end; channel++)
            {
                new Span<T>(sums, taps * lanes).Clear();
                for (var t = channel; t < problem.Planes; t += problem.Channels)
                {
                    var plane = problem.PlaneAt(t, room);
                    var gradient = problem.GradientAt(t, room + problem.CopySize);
                    for (var strip = 0; strip < strips.Count; strip++)
                    {
                        var x = strips.First(strip);
                        var source = plane + x * problem.Step - problem.Left;
                        var isEdge = strip == strips.Count - 1 || DepthwiseStrips<T>.IsEdge(x, lanes, side, problem.Step, problem.Left, problem.Size.Width);
                        if (problem.Step == 1)
                            if (isEdge) Strip<EdgeStrip>(source, strips, strip, gradient + x, sums);
                            else Strip<InnerStrip>(source, strips, strip, gradient + x, sums);
                        else if (isEdge) Pairs<EdgeStrip>(source, strips, strip, gradient + x, sums);
                        else Pairs<InnerStrip>(source, strips, strip, gradient + x, sums);
                    }
                }
                var result = problem.Weight + (nint)channel * taps;
                for (var i = 0; i < taps; i++)
                {
                    var sum = sums[i * lanes];
                    for (var lane = 1; lane < lanes; lane++) sum = SimdScalar<T>.Add(sum, sums[i * lanes + lane]);
                    result[i] = sum;
                }
            }
        }
        storage.Release();
    }

    /// <summary>A step of one row of the source, which meets as many rows of dL/dout as the kernel has.</summary>
    [MethodImpl(Hot)]
    void Strip<TEdge>(T* source, DepthwiseStrips<T> strips, int strip, T* gradient, T* sums) where TEdge : struct, IStripEdge
    {
        int side = TSide.Side, row = side * S.Count, rows = problem.OutSize.Height;
        nint line = problem.OutSize.Width, width = problem.Size.Width;
        T* masks = strips.Masks(strip), fresh = strips.Fresh(strip);
        DepthwiseRow<T, S, V, TSide> s0 = DepthwiseRow<T, S, V, TSide>.Sums(sums), s1 = DepthwiseRow<T, S, V, TSide>.Sums(sums + row);
        DepthwiseRow<T, S, V, TSide> s2 = DepthwiseRow<T, S, V, TSide>.Sums(sums + 2 * row), s3 = s2, s4 = s2;
        if (side == 5) (s3, s4) = (DepthwiseRow<T, S, V, TSide>.Sums(sums + 3 * row), DepthwiseRow<T, S, V, TSide>.Sums(sums + 4 * row));
        // Row r of the source meets row r + Top - i of dL/dout at row i of the kernel.
        V g0, g1 = default, g2 = default, g3 = default, g4 = default;
        for (var y = 0; y < problem.Top; y++) (g4, g3, g2, g1) = (g3, g2, g1, Gradient<TEdge>(gradient, y, rows, line, fresh));
        for (var r = 0; r < problem.Size.Height; r++, source += width)
        {
            g0 = Gradient<TEdge>(gradient, r + problem.Top, rows, line, fresh);
            var x = DepthwiseRow<T, S, V, TSide>.Load<TEdge>(source, masks);
            s0.Add(g0, x);
            s1.Add(g1, x);
            s2.Add(g2, x);
            if (side == 5)
            {
                s3.Add(g3, x);
                s4.Add(g4, x);
            }
            (g4, g3, g2, g1) = (g3, g2, g1, g0);
        }
        s0.Store(sums);
        s1.Store(sums + row);
        s2.Store(sums + 2 * row);
        if (side != 5) return;
        s3.Store(sums + 3 * row);
        s4.Store(sums + 4 * row);
    }

    /// <summary>A step of one row of dL/dout and two rows of the source.</summary>
    [MethodImpl(Hot)]
    void Pairs<TEdge>(T* source, DepthwiseStrips<T> strips, int strip, T* gradient, T* sums) where TEdge : struct, IStripEdge
    {
        int side = TSide.Side, row = side * S.Count, height = problem.Size.Height, rows = problem.OutSize.Height;
        nint line = problem.OutSize.Width, width = problem.Size.Width;
        T* masks = strips.Masks(strip), fresh = strips.Fresh(strip);
        DepthwiseRow<T, S, V, TSide> s0 = DepthwiseRow<T, S, V, TSide>.Sums(sums), s1 = DepthwiseRow<T, S, V, TSide>.Sums(sums + row);
        DepthwiseRow<T, S, V, TSide> s2 = DepthwiseRow<T, S, V, TSide>.Sums(sums + 2 * row), s3 = s2, s4 = s2;
        if (side == 5) (s3, s4) = (DepthwiseRow<T, S, V, TSide>.Sums(sums + 3 * row), DepthwiseRow<T, S, V, TSide>.Sums(sums + 4 * row));
        // Rows y, y + 1 and y + 2 of dL/dout.
        V g0 = default, g1 = default, g2 = default;
        for (var y = -(side / 2); y < rows; y++)
        {
            if (side == 5) (g0, g1, g2) = (g1, g2, Gradient<TEdge>(gradient, y + 2, rows, line, fresh));
            else (g0, g1) = (g1, Gradient<TEdge>(gradient, y + 1, rows, line, fresh));
            var r = 2 * y + side - 2 - problem.Top;
            if ((uint)r < (uint)height)
            {
                var x = DepthwiseRow<T, S, V, TSide>.LoadPairs<TEdge>(source + r * width, masks);
                if (side == 5)
                {
                    s3.Add(g0, x);
                    s1.Add(g1, x);
                }
                else
                {
                    s1.Add(g0, x);
                }
            }
            if ((uint)(r + 1) < (uint)height)
            {
                var x = DepthwiseRow<T, S, V, TSide>.LoadPairs<TEdge>(source + (r + 1) * width, masks);
                if (side == 5)
                {
                    s4.Add(g0, x);
                    s2.Add(g1, x);
                    s0.Add(g2, x);
                }
                else
                {
                    s2.Add(g0, x);
                    s0.Add(g1, x);
                }
            }
        }
        s0.Store(sums);
        s1.Store(sums + row);
        s2.Store(sums + 2 * row);
        if (side != 5) return;
        s3.Store(sums + 3 * row);
        s4.Store(sums + 4 * row);
    }

    /// <summary>The strip's part of a row of dL/dout: zeros where there is none.</summary>
    [MethodImpl(Always)]
    static V Gradient<TEdge>(T* gradient, int row, int rows, nint line, T* fresh) where TEdge : struct, IStripEdge
    {
        if ((uint)row >= (uint)rows) return default;
        var g = S.Load(gradient + row * line);
        return TEdge.IsMasked ? S.And(g, S.Load(fresh)) : g;
    }
}
