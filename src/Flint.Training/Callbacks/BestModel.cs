namespace Flint.Training;

/// <summary>Keeps the weights of the best epoch in best.safetensors.</summary>
/// <param name="run">Where to.</param>
/// <param name="goal">What is best; accuracy unless given.</param>
public sealed class BestModel(RunFolder run, Goal? goal = null) : Callback
{
    /// <inheritdoc/>
    public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation)
    {
        if ((goal ?? new()).Best(trainer.History) == report) trainer.Model.Save(run.BestFile);
    }
}
