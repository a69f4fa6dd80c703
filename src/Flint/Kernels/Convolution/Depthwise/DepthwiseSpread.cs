using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// The gradient of the input of a depthwise convolution with steps of 2 and the padding that keeps a kernel in the middle: Source is dL/dout. Task t is a plane.
/// Two rows by two columns of the output come from the same few rows and columns of the source, each from its own elements of the kernel. Strips go from right to left,
/// so that what one writes behind the plane's last column is overwritten by the first columns of the next row.
/// </summary>
readonly unsafe struct DepthwiseSpread<T, S, V, TSide>(DepthwiseProblem<T> problem) : IRangeBody
    where T : unmanaged where S : struct, ISimd<V, T> where V : struct where TSide : struct, IKernelSide
{
    [MethodImpl(Hot)]
    public void Run(long start, long end)
    {
        int side = TSide.Side, lanes = S.Count, half = (problem.OutSize.Width + 1) / 2;
        var maskSize = DepthwiseStrips<T>.SizeOf(lanes, side, half);
        var storage = Storage.Allocate((2 * lanes + maskSize + problem.CopySize) * sizeof(T) + 64);
        fixed (byte* memory = storage)
        {
            var tail = (T*)GemmProblem<T>.Align(memory);
            var masks = tail + 2 * lanes;
            var strips = new DepthwiseStrips<T>(masks, lanes, side, half);
            // Columns x - 1, x and x + 1.
            strips.Fill(1, 1, problem.Size.Width);
            for (var t = start; t < end; t++)
            {
                var weights = problem.Weight + (nint)(t % problem.Channels) * side * side;
                var plane = problem.PlaneAt(t, masks + maskSize);
                var output = problem.Output + (nint)t * problem.OutPlane;
                for (var strip = strips.Count - 1; strip >= 0; strip--)
                {
                    var x = strips.First(strip);
                    var columns = problem.OutSize.Width - 2 * x;
                    if (DepthwiseStrips<T>.IsEdge(x, lanes, 3, 1, 1, problem.Size.Width)) Strip<EdgeStrip>(plane + x, strips.Masks(strip), weights, output + 2 * x, columns, tail);
                    else Strip<InnerStrip>(plane + x, strips.Masks(strip), weights, output + 2 * x, columns, tail);
                }
            }
        }
        storage.Release();
    }

    [MethodImpl(Hot)]
    void Strip<TEdge>(T* source, T* masks, T* weights, T* output, int columns, T* tail) where TEdge : struct, IStripEdge
    {
        int side = TSide.Side, rows = problem.OutSize.Height, last = columns < 2 * S.Count ? rows - 1 : -1;
        nint line = problem.OutSize.Width, width = problem.Size.Width;
        var w0 = DepthwiseRow<T, S, V, TSide>.Weights(weights, 1);
        var w1 = DepthwiseRow<T, S, V, TSide>.Weights(weights + side, 1);
        var w2 = DepthwiseRow<T, S, V, TSide>.Weights(weights + 2 * side, 1);
        DepthwiseRow<T, S, V, TSide> w3 = w2, w4 = w2;
        if (side == 5)
        {
            w3 = DepthwiseRow<T, S, V, TSide>.Weights(weights + 3 * side, 1);
            w4 = DepthwiseRow<T, S, V, TSide>.Weights(weights + 4 * side, 1);
        }
        // Columns x - 1, x and x + 1 of rows y - 1, y and y + 1.
        V a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default, c0 = default, c1 = default, c2 = default;
        Load<TEdge>(source, masks, ref c0, ref c1, ref c2);
        for (int y = 0, row = 0; row < rows; y++, row += 2, output += 2 * line)
        {
            (a0, a1, a2, b0, b1, b2) = (b0, b1, b2, c0, c1, c2);
            (c0, c1, c2) = (default, default, default);
            if (y + 1 < problem.Size.Height) Load<TEdge>(source + (y + 1) * width, masks, ref c0, ref c1, ref c2);
            V evenEven = default, evenOdd = default, oddEven = default, oddOdd = default;
            if (side == 3)
            {
                evenEven = S.MultiplyAdd(w1.C1, b1, evenEven);
                evenOdd = S.MultiplyAdd(w1.C2, b1, S.MultiplyAdd(w1.C0, b2, evenOdd));
                oddEven = S.MultiplyAdd(w2.C1, b1, S.MultiplyAdd(w0.C1, c1, oddEven));
                oddOdd = S.MultiplyAdd(w2.C2, b1, S.MultiplyAdd(w2.C0, b2, oddOdd));
                oddOdd = S.MultiplyAdd(w0.C2, c1, S.MultiplyAdd(w0.C0, c2, oddOdd));
            }
            else
            {
                evenEven = S.MultiplyAdd(w4.C4, a0, S.MultiplyAdd(w4.C2, a1, S.MultiplyAdd(w4.C0, a2, evenEven)));
                evenEven = S.MultiplyAdd(w2.C4, b0, S.MultiplyAdd(w2.C2, b1, S.MultiplyAdd(w2.C0, b2, evenEven)));
                evenEven = S.MultiplyAdd(w0.C4, c0, S.MultiplyAdd(w0.C2, c1, S.MultiplyAdd(w0.C0, c2, evenEven)));
                evenOdd = S.MultiplyAdd(w4.C3, a1, S.MultiplyAdd(w4.C1, a2, evenOdd));
                evenOdd = S.MultiplyAdd(w2.C3, b1, S.MultiplyAdd(w2.C1, b2, evenOdd));
                evenOdd = S.MultiplyAdd(w0.C3, c1, S.MultiplyAdd(w0.C1, c2, evenOdd));
                oddEven = S.MultiplyAdd(w3.C4, b0, S.MultiplyAdd(w3.C2, b1, S.MultiplyAdd(w3.C0, b2, oddEven)));
                oddEven = S.MultiplyAdd(w1.C4, c0, S.MultiplyAdd(w1.C2, c1, S.MultiplyAdd(w1.C0, c2, oddEven)));
                oddOdd = S.MultiplyAdd(w3.C3, b1, S.MultiplyAdd(w3.C1, b2, oddOdd));
                oddOdd = S.MultiplyAdd(w1.C3, c1, S.MultiplyAdd(w1.C1, c2, oddOdd));
            }
            Store(evenEven, evenOdd, row == last ? tail : output);
            if (row + 1 < rows) Store(oddEven, oddOdd, row + 1 == last ? tail : output + line);
        }
        output -= (rows + 1) / 2 * 2 * line;
        if (last >= 0) for (var x = 0; x < columns; x++) output[last * line + x] = tail[x];
    }

    [MethodImpl(Always)]
    static void Load<TEdge>(T* source, T* masks, ref V before, ref V at, ref V after) where TEdge : struct, IStripEdge
    {
        (before, at, after) = (S.Load(source - 1), S.Load(source), S.Load(source + 1));
        if (TEdge.IsMasked) (before, at, after) = (S.And(before, S.Load(masks)), S.And(at, S.Load(masks + S.Count)), S.And(after, S.Load(masks + 2 * S.Count)));
    }

    [MethodImpl(Always)]
    static void Store(V even, V odd, T* output)
    {
        S.Store(S.FirstPairs(even, odd), output);
        S.Store(S.LastPairs(even, odd), output + S.Count);
    }
}
