namespace Flint;

/// <summary>Spectra of overlapping frames of a signal.</summary>
public static class StftOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// The short-time Fourier transform: [..., T] gives pairs [..., frequencies, frames, 2]; frame m is the transform of
        /// x[m hop .. m hop + nFft] times the window. As PyTorch's <c>stft</c>, seen by <c>view_as_real</c>.
        /// </summary>
        /// <param name="nFft">Length of a frame.</param>
        /// <param name="hopLength">Samples from one frame to the next; nFft / 4 where not given.</param>
        /// <param name="winLength">Length of the window, zeros around it up to nFft; nFft where not given.</param>
        /// <param name="window">[winLength]; ones where not given.</param>
        /// <param name="center">Whether nFft / 2 samples are put on both sides, so that frame m is centred at m hop: the signal mirrored at its ends.</param>
        /// <param name="normalized">Whether the result is divided by √nFft.</param>
        /// <param name="onesided">Whether only the nFft / 2 + 1 frequencies are given that determine the others.</param>
        /// <exception cref="ShapeException">The signal is shorter than a frame, or a size does not fit.</exception>
        /// <exception cref="DTypeException">The tensor is not floating, or the window has another dtype.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A length is below 1.</exception>
        public Tensor Stft(
            int nFft, int? hopLength = null, int? winLength = null, Tensor? window = null, bool center = true, bool normalized = false, bool onesided = true)
        {
            var frames = Spectra(x, nFft, hopLength, winLength, window, center, normalized ? FftNorm.Ortho : FftNorm.Backward, onesided);
            return frames.Transpose(-3, -2);
        }

        /// <summary>
        /// The signal whose <see cref="Stft"/> this is, pairs [..., frequencies, frames, 2]: windowed inverse transforms, overlapped and added, over the
        /// sum of the squared windows. Source: Griffin and Lim, 1984.
        /// </summary>
        /// <param name="nFft">As in <see cref="Stft"/>.</param>
        /// <param name="hopLength">As in <see cref="Stft"/>.</param>
        /// <param name="winLength">As in <see cref="Stft"/>.</param>
        /// <param name="window">As in <see cref="Stft"/>.</param>
        /// <param name="center">As in <see cref="Stft"/>.</param>
        /// <param name="normalized">As in <see cref="Stft"/>.</param>
        /// <param name="length">Length of the result: cut, or with zeros behind. What the frames cover where not given.</param>
        /// <exception cref="ShapeException">A size does not fit, or the windows leave a gap between the frames.</exception>
        public Tensor Istft(
            int nFft, int? hopLength = null, int? winLength = null, Tensor? window = null, bool center = true, bool normalized = false, int? length = null)
        {
            Fourier.PairDim("Istft", x, -1);
            if (x.Rank < 3 || x.Size(-3) != nFft / 2 + 1 || x.Size(-2) == 0)
                throw new ShapeException($"Istft of nFft {nFft} expects pairs [..., {nFft / 2 + 1}, frames, 2] with one frame or more, but got {x.Shape}.");
            var (hop, full) = (Hop("Istft", nFft, hopLength), FullWindow("Istft", x, nFft, winLength, window));
            var frames = x.Transpose(-3, -2).Irfft(nFft, -1, normalized ? FftNorm.Ortho : FftNorm.Backward) * full;
            var envelope = OverlapAdd(full.Square().Expand([x.Size(-2), nFft]), hop);
            var signal = OverlapAdd(frames, hop);
            var (from, to) = center ? (nFft / 2, signal.Size(-1) - nFft / 2) : (0, signal.Size(-1));
            if (length is { } wanted && wanted < to - from) to = from + wanted;
            envelope = envelope.Narrow(-1, from, Math.Max(0, to - from));
            if (envelope.Count > 0 && envelope.Detach().Min().Item<double>() < 1e-11)
                throw new ShapeException($"Istft cannot undo a window that is 0 where no other frame covers it: use a hop below {hop}, or center: true.");
            signal = signal.Narrow(-1, from, Math.Max(0, to - from)) / envelope;
            return length is { } n ? Fourier.Fit(signal, signal.Rank - 1, n) : signal;
        }
    }

    /// <summary>[..., frames, frequencies, 2]: the transform before its last dimensions are exchanged.</summary>
    internal static Tensor Spectra(Tensor x, int nFft, int? hopLength, int? winLength, Tensor? window, bool center, FftNorm norm, bool onesided)
    {
        Fourier.Floating("Stft", x);
        ArgumentOutOfRangeException.ThrowIfLessThan(nFft, 1);
        var (hop, full) = (Hop("Stft", nFft, hopLength), FullWindow("Stft", x, nFft, winLength, window));
        var size = x.Rank == 0 ? 0 : x.Size(-1);
        var pad = center ? nFft / 2 : 0;
        if (x.Rank == 0 || (center && size <= pad) || size + 2 * pad < nFft)
            throw new ShapeException($"Stft of nFft {nFft} expects a signal [..., T] of {(center ? $"more than {pad}" : $"{nFft} or more")} samples, but got {x.Shape}.");
        var count = 1 + (size + 2 * pad - nFft) / hop;
        var frames = Frames(x, size, nFft, hop, pad, count) * full;
        if (onesided) return frames.Rfft(nFft, -1, norm);
        return Tensor.Stack([frames, Tensor.ZerosLike(frames)], frames.Rank).Fft(nFft, -1, norm);
    }

    static Tensor Frames(Tensor x, int size, int nFft, int hop, int pad, int count)
    {
        var at = new long[(long)count * nFft];
        for (var i = 0; i < at.Length; i++)
        {
            var t = Math.Abs(i / nFft * hop + i % nFft - pad);
            at[i] = t < size ? t : 2 * (size - 1) - t;
        }
        return x.IndexSelect(-1, Tensor.Wrap(at, [at.Length])).Reshape([.. x.Layout.Sizes[..^1], count, nFft]);
    }

    /// <summary>Frames [..., m, n] added into [..., (m - 1) hop + n] at every hop-th sample.</summary>
    static Tensor OverlapAdd(Tensor frames, int hop)
    {
        int count = frames.Size(-2), n = frames.Size(-1), length = (count - 1) * hop + n;
        var sum = Tensor.Zeros([.. frames.Layout.Sizes[..^2], length], frames.DType);
        for (var m = 0; m < count; m++)
        {
            var part = sum.Detach().Narrow(-1, m * hop, n);
            part.CopyFrom(part + frames.Detach().Select(-2, m));
        }
        return Tape.Record(sum, frames, dy => Frames(dy, length, n, hop, 0, count));
    }

    static int Hop(string name, int nFft, int? hopLength)
    {
        var hop = hopLength ?? Math.Max(1, nFft / 4);
        return hop >= 1 ? hop : throw new ArgumentOutOfRangeException(nameof(hopLength), hop, $"{name} needs a hopLength of 1 or more.");
    }

    /// <summary>The window with zeros on both sides, [nFft].</summary>
    static Tensor FullWindow(string name, Tensor x, int nFft, int? winLength, Tensor? window)
    {
        var length = winLength ?? nFft;
        if (length < 1 || length > nFft || (window is not null && window.Shape != [length]))
            throw new ShapeException($"{name} of nFft {nFft} and winLength {length} expects a window of [winLength], at most nFft, but got {window?.Shape.ToString() ?? "none"}.");
        if (window is not null && window.DType != x.DType)
            throw new DTypeException($"{name} of a {x.DType} signal expects a window of the same dtype, but got {window.DType}.");
        var full = window ?? Tensor.Ones([length], x.DType);
        if (length == nFft) return full;
        var left = (nFft - length) / 2;
        return Tensor.Concat([Tensor.Zeros([left], x.DType), full, Tensor.Zeros([nFft - length - left], x.DType)]);
    }
}
