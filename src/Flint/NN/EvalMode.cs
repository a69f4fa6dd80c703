namespace Flint.NN;

/// <summary>Evaluation mode for a while: in the end each module goes back to the mode of its own, a frozen part included.</summary>
sealed class EvalMode : IDisposable
{
    readonly Module[] training;

    internal EvalMode(Module root)
    {
        training = [.. root.State.Modules.Select(m => m.Module).Where(m => m.IsTraining)];
        root.Eval();
    }

    public void Dispose()
    {
        foreach (var module in training) module.SetMode(training: true);
    }
}
