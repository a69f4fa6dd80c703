namespace Flint;

public sealed partial class Tensor
{
    /// <summary>The history of a detached tensor: changes of the memory do not concern it.</summary>
    const int Detached = int.MaxValue;

    Tensor? grad;
    int historyVersion;

    /// <summary>Where the gradient of this tensor goes: the operation that made it, or itself for a leaf that asks for one.</summary>
    internal Node? Node { get; private set; }

    /// <summary>True for a tensor that no recorded operation made: a parameter, an input.</summary>
    public bool IsLeaf => Node is null or LeafNode or SeedNode;

    /// <summary>Whether gradients flow to this tensor. Set it on a leaf to have <see cref="Grad"/> filled.</summary>
    /// <exception cref="DTypeException">The dtype is not floating-point.</exception>
    /// <exception cref="AutogradException">The tensor came from a recorded operation and cannot stop requiring a gradient: use <see cref="Detach"/>.</exception>
    public bool RequiresGrad
    {
        get => Node is not null;
        set
        {
            if (value == RequiresGrad) return;
            if (value && !DType.IsFloating)
                throw new DTypeException($"Only floating tensors can require a gradient, not {DType}: convert with To(DType.Float32) first.");
            if (!value && !IsLeaf)
                throw new AutogradException("This tensor is the result of a recorded operation and always requires a gradient: Detach() gives one that does not.");
            if (value) Storage.Use.Leaves++;
            else Storage.Use.Leaves--;
            SetHistory(value ? new LeafNode(this) : null);
        }
    }

    /// <summary>
    /// dL/dthis, summed over the calls of <see cref="Backward"/>; null before the first and after ZeroGrad. Only leaves have one, and what
    /// <see cref="RetainGrad"/> was called on. A 16-bit tensor may be given one of Float32, such as an unscaled gradient.
    /// </summary>
    /// <exception cref="ShapeException">The value set has another shape.</exception>
    /// <exception cref="DTypeException">The value set has another dtype.</exception>
    public Tensor? Grad
    {
        get
        {
            if (grad is not null) GradientMemory.Show(grad);
            return grad;
        }
        set
        {
            if (value is not null && value.Shape != Shape)
                throw new ShapeException($"The gradient of a tensor of shape {Shape} must have that shape, not {value.Shape}.");
            if (value is not null && value.DType != DType && value.DType != DType.Finer)
                throw new DTypeException($"The gradient of a {DType} tensor must be {DType}, not {value.DType}: convert it with To(DType.{DType}) first.");
            if (value is not null) GradientMemory.Show(value);
            SetGrad(value);
        }
    }

    /// <summary>As <see cref="Grad"/>, for code of the engine, which keeps no gradient beyond its call.</summary>
    internal Tensor? GradUnseen => grad;

    /// <summary>Sets <see cref="Grad"/>. Memory of the one before that was never shown goes back to the pool at once: the next backward pass finds it in the cache.</summary>
    internal void SetGrad(Tensor? value)
    {
        if (grad is { Node: null, Storage.Use: { IsTaken: true, IsShown: false } } && !ReferenceEquals(grad.Storage, value?.Storage)) grad.Storage.Release();
        grad = value;
    }

    /// <summary>Computes dthis/dleaf for every leaf that led to this tensor and adds it to the leaf's <see cref="Grad"/>.</summary>
    /// <param name="gradient">dL/dthis; 1 for a tensor of one element.</param>
    /// <param name="retainGraph">Keep what was recorded, so that Backward can run through it again; as <paramref name="createGraph"/> where not given.</param>
    /// <param name="createGraph">The gradients are themselves recorded, for second derivatives; <see cref="Autograd.Grad(Tensor, Tensor, Tensor?, bool, bool?)"/> is usually handier.</param>
    /// <exception cref="AutogradException">Nothing was recorded, it was already used up, or a needed value was changed in place.</exception>
    public void Backward(Tensor? gradient = null, bool? retainGraph = null, bool createGraph = false) =>
        Autograd.Backward(this, gradient, retainGraph ?? createGraph, createGraph);

    /// <summary>The same memory without history: gradients stop here.</summary>
    public Tensor Detach() => new(Storage, Layout, Offset, DType, Device) { historyVersion = Detached };

    /// <summary>This leaf with its values in memory of another dtype; views made before keep the old memory.</summary>
    internal void ConvertTo(DType dtype)
    {
        if (DType == dtype) return;
        var (other, requiresGrad, gradient) = (Detach().To(dtype), RequiresGrad, Grad);
        RequiresGrad = false;
        // A graph that saved this tensor must see that it changed.
        other.Storage.Version = Storage.Version + 1;
        (Storage, Layout, Offset, DType) = (MemoryScope.KeepInAll(other).Storage, other.Layout, other.Offset, dtype);
        RequiresGrad = requiresGrad;
        Grad = gradient?.To(dtype);
    }

    /// <summary>
    /// Calls <paramref name="hook"/> with dL/dthis in every backward pass, once all of it has arrived; what it returns, if not null,
    /// replaces it. For leaves (before <see cref="Grad"/> is added to) and for intermediate results. Hooks run in the order of registration.
    /// </summary>
    /// <returns>Dispose it to remove the hook; the hook stays otherwise.</returns>
    /// <exception cref="AutogradException">No gradient flows to this tensor.</exception>
    public IDisposable RegisterHook(Func<Tensor, Tensor?> hook) => new GradientHook(Notes("RegisterHook"), hook);

    /// <summary>Keeps dL/dthis of an intermediate result in <see cref="Grad"/>, as for leaves, where this changes nothing.</summary>
    /// <exception cref="AutogradException">No gradient flows to this tensor.</exception>
    public void RetainGrad()
    {
        var notes = Notes("RetainGrad");
        if (!IsLeaf) notes.Retaining = this;
    }

    NodeNotes Notes(string what) => (UpToDateNode() ?? throw new AutogradException(
        $"{what} needs a tensor that a gradient flows to, but this one of shape {Shape} does not require one: set RequiresGrad = true, or compute it from a tensor that has.")).Notes ??= new();

    internal void SetHistory(Node? node)
    {
        Node = node;
        historyVersion = Storage.Version;
    }

    /// <summary>A gradient flows into this memory through another view, of which this tensor knows nothing.</summary>
    internal bool IsBehind => historyVersion < Storage.TrackedVersion;

    /// <summary>The history knows of every change of the memory, but for the last <paramref name="but"/>.</summary>
    bool IsCurrent(int but = 0) => historyVersion == Storage.Version - but;

    /// <summary>The node for use as an input of a new operation.</summary>
    /// <exception cref="AutogradException">The memory was changed through another view, of which this history knows nothing.</exception>
    internal Node? UpToDateNode()
    {
        if (IsLeaf ? IsBehind : historyVersion != Storage.Version)
            throw new AutogradException(
                $"This tensor of shape {Shape} shares memory with a view that was changed in place (or by AsSpan) after it was computed, so its gradient would be wrong: assign through the indexer (x[...] = y) or work on a Clone(), and read by AsReadOnlySpan.");
        return Node;
    }
}
