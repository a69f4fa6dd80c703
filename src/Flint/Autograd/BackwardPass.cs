namespace Flint;

/// <summary>
/// One walk over the tape, newest operation first. A node runs when all gradients of its output have arrived, then frees
/// what it saved. Memory that only the pass can see goes back to the pool at once (see <see cref="GradientMemory"/>).
/// </summary>
sealed class BackwardPass
{
    readonly PriorityQueue<OperationNode, long> ready = new();
    readonly GradientMemory memory = new();

    internal static void Run(Tensor root, Tensor? gradient, bool retainGraph)
    {
        if (root.UpToDateNode() is not { } node)
            throw new AutogradException("Backward needs a tensor that came from one with RequiresGrad = true, but nothing was recorded for this one (was it computed inside NoGrad, or after Detach?).");
        if (gradient is null && root.Count != 1)
            throw new AutogradException($"Backward without an argument needs a tensor of one element, but this one has shape {root.Shape}: reduce it with Sum() or Mean(), or pass the gradient.");
        if (gradient is not null && gradient.Shape != root.Shape)
            throw new ShapeException($"The gradient passed to Backward must have the tensor's shape {root.Shape}, not {gradient.Shape}.");
        using (new NoGrad())
            new BackwardPass().Walk(node, gradient?.To(root.DType) ?? Tensor.OnesLike(root), retainGraph);
    }

    void Walk(Node root, Tensor seed, bool retainGraph)
    {
        if (root is LeafNode leaf)
        {
            leaf.Tensor.Grad = leaf.Tensor.Grad is { } sum ? sum.Add(seed) : seed.Clone();
            return;
        }
        try
        {
            Send(root, seed);
            while (ready.TryDequeue(out var node, out _)) Run(node, retainGraph);
        }
        finally
        {
            foreach (var (node, _) in ready.UnorderedItems) Take(node);
        }
    }

    void Run(OperationNode node, bool retainGraph)
    {
        var gradient = Take(node);
        node.RequireIntact();
        memory.BeginRule(node.IsOwn, gradient);
        var isDone = false;
        try
        {
            node.Differentiate(gradient, this);
            isDone = true;
        }
        finally
        {
            if (isDone) memory.EndRule(gradient);
            else memory.Abandon();
        }
        if (!retainGraph) node.Free();
    }

    static Tensor Take(OperationNode node)
    {
        var gradient = node.Pending!;
        node.Pending = null;
        return gradient;
    }

    /// <summary>Adds a gradient, of the target's shape and dtype, to what has arrived at <paramref name="target"/>.</summary>
    internal void Send(Node target, Tensor gradient)
    {
        if (target is LeafNode leaf)
        {
            if (leaf.Tensor.Grad is { } grad) Elementwise.AddInto(grad, gradient);
            else leaf.Tensor.Grad = memory.Take(gradient);
        }
        else if (target.Pending is not { } sum)
        {
            target.Pending = memory.Hold(gradient);
            ready.Enqueue((OperationNode)target, -target.Sequence);
        }
        else if (memory.IsSole(sum))
        {
            Elementwise.AddInto(sum, gradient);
        }
        else
        {
            target.Pending = memory.Hold(sum.Add(gradient));
            memory.Drop(sum);
        }
    }
}
