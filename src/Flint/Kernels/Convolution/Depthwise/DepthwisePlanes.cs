using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// Task t is a plane. A strip of outputs is computed from top to bottom with the kernel in registers: every row of the source is read once and added to the
/// sums of all output rows that it takes part in, of which the oldest is then complete. Where a strip is wider than the plane, what it writes behind a
/// row is overwritten by the next row.
/// </summary>
readonly unsafe struct DepthwisePlanes<T, S, V, TSide>(DepthwiseProblem<T> problem) : IRangeBody
    where T : unmanaged where S : struct, ISimd<V, T> where V : struct where TSide : struct, IKernelSide
{
    [MethodImpl(Hot)]
    public void Run(long start, long end)
    {
        int side = TSide.Side, taps = side * side, lanes = S.Count, width = problem.OutSize.Width;
        var maskSize = DepthwiseStrips<T>.SizeOf(lanes, side, width);
        var storage = Storage.Allocate((lanes + maskSize + problem.CopySize) * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var tail = (T*)GemmProblem<T>.Align(memory);
            var masks = tail + lanes;
            var strips = new DepthwiseStrips<T>(masks, lanes, side, width);
            strips.Fill(problem.Step, problem.Left, problem.Size.Width);
            for (var t = start; t < end; t++)
            {
                var channel = (nint)(t % problem.Channels);
                var weights = problem.Weight + channel * taps + (problem.IsTurned ? taps - 1 : 0);
                var bias = S.Broadcast(problem.Bias == null ? default : problem.Bias[channel]);
                var plane = problem.PlaneAt(t, masks + maskSize);
                var output = problem.Output + (nint)t * problem.OutPlane;
                for (var strip = 0; strip < strips.Count; strip++)
                {
                    var x = strips.First(strip);
                    var source = plane + x * problem.Step - problem.Left;
                    var isEdge = DepthwiseStrips<T>.IsEdge(x, lanes, side, problem.Step, problem.Left, problem.Size.Width);
                    if (problem.Step == 1)
                        if (isEdge) Strip<EdgeStrip>(source, strips.Masks(strip), weights, bias, output + x, tail);
                        else Strip<InnerStrip>(source, strips.Masks(strip), weights, bias, output + x, tail);
                    else if (isEdge) Pairs<EdgeStrip>(source, strips.Masks(strip), weights, bias, output + x, tail);
                    else Pairs<InnerStrip>(source, strips.Masks(strip), weights, bias, output + x, tail);
                }
            }
        }
        storage.Release();
    }

    /// <summary>A step of one row. The sums a, b, ... have their first 1, 2, ... rows of the kernel.</summary>
    [MethodImpl(Hot)]
    void Strip<TEdge>(T* source, T* masks, T* weights, V bias, T* output, T* tail) where TEdge : struct, IStripEdge
    {
        int side = TSide.Side, y = problem.Top - (side - 1), last = Last;
        nint line = problem.OutSize.Width, width = problem.Size.Width, step = problem.IsTurned ? -1 : 1, row = step * side;
        DepthwiseRow<T, S, V, TSide> w0 = DepthwiseRow<T, S, V, TSide>.Weights(weights, step), w1 = DepthwiseRow<T, S, V, TSide>.Weights(weights + row, step);
        DepthwiseRow<T, S, V, TSide> w2 = DepthwiseRow<T, S, V, TSide>.Weights(weights + 2 * row, step), w3 = w2, w4 = w2;
        if (side == 5)
        {
            w3 = DepthwiseRow<T, S, V, TSide>.Weights(weights + 3 * row, step);
            w4 = DepthwiseRow<T, S, V, TSide>.Weights(weights + 4 * row, step);
        }
        V least = S.Broadcast(Clamp.LeastOf<T>(problem.Clamp)), most = S.Broadcast(Clamp.MostOf<T>(problem.Clamp));
        V a = bias, b = bias, c = bias, d = bias, sum;
        output += y * line;
        for (var end = source + problem.Size.Height * width; source < end; source += width, y++, output += line)
        {
            var x = DepthwiseRow<T, S, V, TSide>.Load<TEdge>(source, masks);
            if (side == 5)
            {
                sum = x.Dot(w4, d);
                d = x.Dot(w3, c);
                c = x.Dot(w2, b);
            }
            else
            {
                sum = x.Dot(w2, b);
            }
            b = x.Dot(w1, a);
            a = x.Dot(w0, bias);
            if (y >= 0) S.Store(S.AtMost(most, S.AtLeast(least, sum)), y == last ? tail : output);
        }
        for (; y < problem.OutSize.Height; y++, output += line)
        {
            sum = side == 5 ? d : b;
            (d, c, b, a) = (c, b, a, bias);
            if (y >= 0) S.Store(S.AtMost(most, S.AtLeast(least, sum)), y == last ? tail : output);
        }
        if (last >= 0) for (var x = 0; x < line; x++) output[x - line] = tail[x];
    }

    /// <summary>A step of two rows: b has the first three of five rows, a the first row.</summary>
    [MethodImpl(Hot)]
    void Pairs<TEdge>(T* source, T* masks, T* weights, V bias, T* output, T* tail) where TEdge : struct, IStripEdge
    {
        int side = TSide.Side, height = problem.Size.Height, last = Last;
        nint line = problem.OutSize.Width, width = problem.Size.Width;
        DepthwiseRow<T, S, V, TSide> w0 = DepthwiseRow<T, S, V, TSide>.Weights(weights, 1), w1 = DepthwiseRow<T, S, V, TSide>.Weights(weights + side, 1);
        DepthwiseRow<T, S, V, TSide> w2 = DepthwiseRow<T, S, V, TSide>.Weights(weights + 2 * side, 1), w3 = w2, w4 = w2;
        if (side == 5)
        {
            w3 = DepthwiseRow<T, S, V, TSide>.Weights(weights + 3 * side, 1);
            w4 = DepthwiseRow<T, S, V, TSide>.Weights(weights + 4 * side, 1);
        }
        V least = S.Broadcast(Clamp.LeastOf<T>(problem.Clamp)), most = S.Broadcast(Clamp.MostOf<T>(problem.Clamp));
        V a = bias, b = bias;
        for (var y = -(side / 2); y < problem.OutSize.Height; y++)
        {
            var r = 2 * y + side - 2 - problem.Top;
            V sum = side == 5 ? b : a, next = a;
            if ((uint)r < (uint)height)
            {
                var x = DepthwiseRow<T, S, V, TSide>.LoadPairs<TEdge>(source + r * width, masks);
                sum = x.Dot(side == 5 ? w3 : w1, sum);
                if (side == 5) next = x.Dot(w1, next);
            }
            a = bias;
            if ((uint)(r + 1) < (uint)height)
            {
                var x = DepthwiseRow<T, S, V, TSide>.LoadPairs<TEdge>(source + (r + 1) * width, masks);
                sum = x.Dot(side == 5 ? w4 : w2, sum);
                if (side == 5) next = x.Dot(w2, next);
                a = x.Dot(w0, bias);
            }
            b = next;
            if (y >= 0) S.Store(S.AtMost(most, S.AtLeast(least, sum)), y == last ? tail : output + y * line);
        }
        if (last >= 0) for (var x = 0; x < line; x++) output[last * line + x] = tail[x];
    }

    /// <summary>The row that goes through <c>tail</c>, as nothing may be written behind it, if a strip is wider than the plane; else -1.</summary>
    int Last => problem.OutSize.Width < S.Count ? problem.OutSize.Height - 1 : -1;
}
