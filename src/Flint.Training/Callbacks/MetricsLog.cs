namespace Flint.Training;

/// <summary>Keeps metrics.jsonl: a line per epoch.</summary>
public sealed class MetricsLog(RunFolder run) : Callback
{
    /// <inheritdoc/>
    public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation) => run.WriteMetrics(trainer.History);
}
