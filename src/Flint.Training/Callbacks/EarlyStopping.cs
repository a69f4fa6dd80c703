namespace Flint.Training;

/// <summary>Ends training when the goal has not become better for some epochs.</summary>
/// <param name="goal">What should become better; accuracy unless given.</param>
/// <param name="patience">Epochs without improvement to wait, 1 or more.</param>
/// <param name="margin">How much better counts, 0 or more.</param>
/// <param name="restoreBest">
/// When training ends, the weights become those of the best epoch. They are kept in memory, not in checkpoints: after a resumption the best since then counts.
/// </param>
public sealed class EarlyStopping(Goal? goal = null, int patience = 5, double margin = 0, bool restoreBest = false) : Callback
{
    Dictionary<string, Tensor>? best;
    double bestFigure = double.NaN;

    readonly Goal goal = goal ?? new();
    readonly int patience = patience >= 1
        ? patience
        : throw new ArgumentOutOfRangeException(nameof(patience), patience, "EarlyStopping waits 1 epoch or more.");
    readonly double margin = margin >= 0
        ? margin
        : throw new ArgumentOutOfRangeException(nameof(margin), margin, "EarlyStopping needs a margin of 0 or more.");

    /// <inheritdoc/>
    public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation)
    {
        var (highest, since) = (double.NaN, 0);
        foreach (var figure in trainer.History.Select(goal.Of))
        {
            if (double.IsNaN(highest) || goal.IsBetter(figure, highest, margin)) (highest, since) = (figure, 0);
            else since++;
        }
        // Not the best of the history: weights of epochs before a resumption are not at hand.
        if (restoreBest && (double.IsNaN(bestFigure) || goal.IsBetter(goal.Of(report), bestFigure, margin)))
            (bestFigure, best) = (goal.Of(report), trainer.Model.StateDict().ToDictionary(e => e.Key, e => e.Value.Clone()));
        if (since >= patience) trainer.Stop();
    }

    /// <inheritdoc/>
    public override void OnEnd(Trainer trainer)
    {
        if (best is not null) trainer.Model.LoadStateDict(best);
    }
}
