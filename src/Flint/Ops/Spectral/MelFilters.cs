namespace Flint;

/// <summary>How frequencies become mels.</summary>
public enum MelScale
{
    /// <summary>2595 log₁₀(1 + f / 700), as in HTK.</summary>
    Htk,

    /// <summary>Linear below 1 kHz, logarithmic above, as in Slaney's Auditory Toolbox and librosa.</summary>
    Slaney,
}

/// <summary>Triangular filters, evenly spaced in mels.</summary>
public static class MelFilters
{
    /// <summary>
    /// [frequencies, filters]: filter m rises from its left neighbour's centre to its own and falls to the right neighbour's. As
    /// torchaudio's <c>melscale_fbanks</c> (librosa's <c>filters.mel</c> transposed).
    /// </summary>
    /// <param name="frequencies">nFft / 2 + 1, from 0 to half the sample rate.</param>
    /// <param name="filters">How many.</param>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="low">Where the first filter begins, in Hz.</param>
    /// <param name="high">Where the last one ends; half the sample rate where not given.</param>
    /// <param name="scale">The mel scale: torchaudio's default is HTK, librosa's Slaney.</param>
    /// <param name="equalArea">Whether each filter is divided by half its width in Hz ("slaney" norm, librosa's default).</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1, or low is not below high.</exception>
    public static Tensor Create(
        int frequencies, int filters, double sampleRate, double low = 0, double? high = null, MelScale scale = MelScale.Htk, bool equalArea = false,
        DType dtype = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frequencies, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        var top = high ?? sampleRate / 2;
        if (!(low >= 0 && low < top)) throw new ArgumentOutOfRangeException(nameof(low), low, $"Mel filters need 0 <= low < high, but got {low} and {top} Hz.");
        var (first, last) = (ToMel(low, scale), ToMel(top, scale));
        var edges = Enumerable.Range(0, filters + 2).Select(m => ToHz(first + m * (last - first) / (filters + 1), scale)).ToArray();
        var values = new double[frequencies * filters];
        for (var k = 0; k < frequencies; k++)
            for (var m = 0; m < filters; m++)
            {
                var f = k * (sampleRate / 2) / (frequencies - 1);
                var (rise, fall) = ((f - edges[m]) / (edges[m + 1] - edges[m]), (edges[m + 2] - f) / (edges[m + 2] - edges[m + 1]));
                values[k * filters + m] = Math.Max(0, Math.Min(rise, fall)) * (equalArea ? 2 / (edges[m + 2] - edges[m]) : 1);
            }
        return Tensor.Wrap(values, [frequencies, filters]).To(dtype);
    }

    // Slaney: 15 mels at 1 kHz, from there a factor of 6.4 every 27 mels.
    const double Break = 1000, BreakMel = 15, HzPerMel = 200.0 / 3;
    static readonly double LogStep = Math.Log(6.4) / 27;

    /// <summary>Hz to mels.</summary>
    public static double ToMel(double hz, MelScale scale) => scale == MelScale.Htk ? 2595 * Math.Log10(1 + hz / 700)
        : hz < Break ? hz / HzPerMel : BreakMel + Math.Log(hz / Break) / LogStep;

    /// <summary>Mels to Hz.</summary>
    public static double ToHz(double mel, MelScale scale) => scale == MelScale.Htk ? 700 * (Math.Pow(10, mel / 2595) - 1)
        : mel < BreakMel ? mel * HzPerMel : Break * Math.Exp((mel - BreakMel) * LogStep);
}
