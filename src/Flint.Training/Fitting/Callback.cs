namespace Flint.Training;

/// <summary>Something to do while a <see cref="Trainer"/> trains. Override what matters; all are called on the training thread, in order.</summary>
public abstract class Callback
{
    /// <summary>Before the first step.</summary>
    public virtual void OnStart(Trainer trainer) { }

    /// <summary>After each step.</summary>
    public virtual void OnStep(Trainer trainer, StepReport report) { }

    /// <summary>After each epoch and its validation; the report is the last of <see cref="Trainer.History"/>.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="report">The figures of the epoch.</param>
    /// <param name="validation">All that was measured on the validation data; null without.</param>
    public virtual void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation) { }

    /// <summary>When training was cancelled; the step that ran is finished.</summary>
    public virtual void OnCancel(Trainer trainer) { }

    /// <summary>After the last epoch, not after an error or cancellation.</summary>
    public virtual void OnEnd(Trainer trainer) { }
}
