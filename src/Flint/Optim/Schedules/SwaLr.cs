using Flint.NN;

namespace Flint.Optim;

/// <summary>
/// Goes from the rate at its first step to that of weight averaging, and stays there (Izmailov et al. 2018; torch SWALR):
/// <c>lr(t) = (1 - a) lr + a swaLr</c>, a = (1 - cos(π s)) / 2 or s, s = min(1, t / annealEpochs). Make it before training, step it once averaging begins.
/// </summary>
public sealed class SwaLr : Schedule
{
    readonly double swaLr;
    readonly int annealEpochs;
    readonly AnnealStrategy strategy;
    readonly double[] starts;

    /// <summary>Waits for its first step.</summary>
    /// <param name="optimizer">Whose rates change.</param>
    /// <param name="swaLr">The rate in the end, of every group.</param>
    /// <param name="annealEpochs">Steps on the way.</param>
    /// <param name="annealStrategy">The shape of the way.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate or the steps are negative.</exception>
    public SwaLr(Optimizer optimizer, double swaLr, int annealEpochs = 10, AnnealStrategy annealStrategy = AnnealStrategy.Cos) : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(annealEpochs);
        ScheduleCheck.AtLeastZero(swaLr);
        (this.swaLr, this.annealEpochs, strategy) = (swaLr, annealEpochs, annealStrategy);
        starts = [.. optimizer.Groups.Select(_ => -1.0)];
        Start();
    }

    /// <inheritdoc/>
    public override double At(int t, double initialLr)
    {
        var s = annealEpochs == 0 ? 1 : Math.Min(1, (double)t / annealEpochs);
        var a = strategy == AnnealStrategy.Cos ? (1 - Math.Cos(Math.PI * s)) / 2 : s;
        return initialLr * (1 - a) + swaLr * a;
    }

    /// <inheritdoc/>
    protected internal override void Set(int t)
    {
        if (t == 0) return;
        for (var i = 0; i < starts.Length; i++)
        {
            if (starts[i] < 0) starts[i] = Optimizer.Groups[i].Lr;
            Optimizer.Groups[i].Lr = At(t, starts[i]);
        }
    }

    private protected override void AddState(OrderedDictionary<string, Tensor> state)
    {
        for (var i = 0; i < starts.Length; i++) state[$"start_lr.{i}"] = Tensor.Scalar(starts[i], DType.Float64);
    }

    private protected override Action TakeState(StateCheck check)
    {
        var values = starts.Select((_, i) => check.Number($"start_lr.{i}")).ToArray();
        return () => values.CopyTo(starts, 0);
    }
}
