namespace Flint;

/// <summary>What few nodes of the tape carry.</summary>
sealed class NodeNotes
{
    /// <summary>See <see cref="Tensor.RegisterHook"/>; replaced, never changed, so that a hook may remove itself.</summary>
    internal Func<Tensor, Tensor?>[] Hooks = [];

    /// <summary>An intermediate result that keeps its gradient, see <see cref="Tensor.RetainGrad"/>.</summary>
    internal Tensor? Retaining;

    /// <summary>Which operation it was and who called it, noted inside <see cref="AnomalyMode"/>.</summary>
    internal string? Origin;
}
