namespace Flint;

/// <summary>The handle of a registered hook.</summary>
sealed class GradientHook : IDisposable
{
    readonly NodeNotes notes;
    // A delegate of its own, so that the same method registered twice is removed once.
    readonly Func<Tensor, Tensor?> call;

    internal GradientHook(NodeNotes notes, Func<Tensor, Tensor?> hook)
    {
        (this.notes, call) = (notes, gradient => hook(gradient));
        notes.Hooks = [.. notes.Hooks, call];
    }

    public void Dispose() => notes.Hooks = [.. notes.Hooks.Where(hook => !ReferenceEquals(hook, call))];
}
