namespace Flint;

/// <summary>Which gradients of a backward pass only the pass itself can see, so that their memory can be given back at once.</summary>
sealed class GradientMemory
{
    internal void BeginRule(bool isOwn, Tensor gradient) { }

    internal void EndRule(Tensor gradient) { }

    internal void Close() { }

    /// <summary>Counts a pending gradient on its memory.</summary>
    internal Tensor Hold(Tensor gradient) => gradient;

    /// <summary>A pending gradient was replaced.</summary>
    internal void Drop(Tensor gradient) { }

    /// <summary>True where nothing else reads this gradient's memory, so that it may be changed.</summary>
    internal bool IsSole(Tensor gradient) => false;

    /// <summary>The gradient to keep, if nothing else reads its memory; else null.</summary>
    internal Tensor? TryTake(Tensor gradient) => null;
}
