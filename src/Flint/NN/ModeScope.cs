namespace Flint.NN;

/// <summary>Training or evaluation mode for a while: in the end each module goes back to the mode of its own, a frozen part included.</summary>
sealed class ModeScope : IDisposable
{
    readonly Module[] changed;
    readonly bool training;

    internal ModeScope(Module root, bool training)
    {
        this.training = training;
        changed = [.. root.Modules().Where(m => m.IsTraining != training)];
        root.Train(training);
    }

    public void Dispose()
    {
        foreach (var module in changed) module.SetMode(!training);
    }
}
