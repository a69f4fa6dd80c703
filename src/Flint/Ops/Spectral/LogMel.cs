namespace Flint;

/// <summary>
/// Logarithmic mel spectrograms: log(max(power spectrum · mel filters, floor)) of Hann-windowed frames; [..., T] to [..., filters, frames].
/// </summary>
/// <param name="sampleRate">Samples a second.</param>
/// <param name="nFft">Length of a frame.</param>
/// <param name="hopLength">Samples from one frame to the next.</param>
/// <param name="filters">Number of mel filters.</param>
public sealed class LogMel(int sampleRate, int nFft = 400, int hopLength = 160, int filters = 80)
{
    // One reference, so that threads that share this see both or none.
    Tables? tables;

    sealed record Tables(Tensor Window, Tensor Mel);

    /// <summary>Length of the window, at most nFft; nFft where not set.</summary>
    public int? WinLength { get; init; }

    /// <summary>Where the first filter begins, in Hz.</summary>
    public double Low { get; init; }

    /// <summary>Where the last filter ends; half the sample rate where not set.</summary>
    public double? High { get; init; }

    /// <summary>The mel scale.</summary>
    public MelScale Scale { get; init; } = MelScale.Htk;

    /// <summary>Whether filters are divided by half their width.</summary>
    public bool EqualArea { get; init; }

    /// <summary>Whether the signal is mirrored at its ends, so that frame m is centred at m · hopLength.</summary>
    public bool Center { get; init; } = true;

    /// <summary>Smaller mel powers count as this.</summary>
    public double Floor { get; init; } = 1e-10;

    /// <summary>[..., T] to [..., filters, frames], natural logarithms. Gradients flow.</summary>
    /// <exception cref="ShapeException">The signal is shorter than a frame.</exception>
    /// <exception cref="DTypeException">The signal is not floating.</exception>
    public Tensor Forward(Tensor x)
    {
        Fourier.Floating("LogMel", x);
        var (window, mel) = tables is { } known && known.Mel.DType == x.DType
            ? known
            : tables = new(Windows.Hann(WinLength ?? nFft, dtype: x.DType), MelFilters.Create(nFft / 2 + 1, filters, sampleRate, Low, High, Scale, EqualArea, x.DType));
        var power = StftOps.Spectra(x, nFft, hopLength, WinLength, window, Center, FftNorm.Backward, onesided: true).ComplexPower();
        return power.MatMul(mel).Clamp(Floor).Log().Transpose(-2, -1);
    }
}
