namespace Flint.Training;

/// <summary>
/// The share of pairs of one identity that are accepted where at most a given share of pairs of different identities is (TAR at FAR): the threshold is
/// the lowest similarity that occurs and keeps to it.
/// </summary>
/// <param name="falseAcceptRate">The share of false accepts that is allowed, from 0 to 1.</param>
public sealed class TrueAcceptRate(double falseAcceptRate = 0.01) : PairMetric("true_accept_rate")
{
    readonly double falseAcceptRate = falseAcceptRate is >= 0 and <= 1
        ? falseAcceptRate
        : throw new ArgumentOutOfRangeException(nameof(falseAcceptRate), falseAcceptRate, "The share of false accepts must be from 0 to 1.");

    /// <inheritdoc/>
    public override string Format => "p2";

    /// <inheritdoc/>
    public override double Value => Point().Y;

    /// <summary>From which similarity on a pair is accepted; infinite where no threshold keeps to the rate, NaN where one kind of pair is missing.</summary>
    public double Threshold => Point().Threshold;

    CurvePoint Point()
    {
        var ranked = Ranked();
        if (ranked.Positives == 0 || ranked.Negatives == 0) return new(double.NaN, double.NaN, double.NaN);
        return ranked.Roc().Last(p => p.X <= falseAcceptRate);
    }
}
