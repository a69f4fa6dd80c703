namespace Flint;

public sealed partial class Tensor
{
    /// <summary>Whether gradients flow to this tensor.</summary>
    public bool RequiresGrad { get; set; }

    /// <summary>The gradient accumulated by <see cref="Backward()"/>; null before.</summary>
    public Tensor? Grad { get; set; }

    /// <summary>Computes the gradients of every leaf that led to this scalar.</summary>
    public void Backward() { }
}
