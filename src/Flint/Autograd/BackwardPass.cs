namespace Flint;

/// <summary>
/// One walk over the tape, newest operation first. A node runs when all gradients of its output have arrived, then frees
/// what it saved. Memory that only the pass can see goes back to the pool at once (see <see cref="GradientMemory"/>).
/// </summary>
/// <param name="goal">The nodes whose gradients are asked for; null adds them to the leaves' <see cref="Tensor.Grad"/>.</param>
/// <param name="retainGraph">Nodes keep what they saved.</param>
/// <param name="createGraph">The rules run with recording.</param>
sealed class BackwardPass(GradientGoal? goal, bool retainGraph, bool createGraph)
{
    readonly PriorityQueue<Node, long> ready = new();
    readonly GradientMemory memory = new(reuses: !createGraph);
    OperationNode? running;
    bool mustTrack;

    /// <summary>Walks from the roots, each with the gradient of its tensor.</summary>
    internal void Walk(ReadOnlySpan<Node> roots, ReadOnlySpan<Tensor> seeds)
    {
        using GradMode mode = createGraph ? new EnableGrad() : new NoGrad();
        try
        {
            for (var i = 0; i < roots.Length; i++)
                if (Wants(roots[i])) Send(roots[i], createGraph ? SeedNode.Tracked(seeds[i]) : seeds[i]);
            while (ready.TryDequeue(out var node, out _)) Run(node);
        }
        finally
        {
            foreach (var (node, _) in ready.UnorderedItems) node.Clear();
        }
    }

    /// <summary>Whether a gradient sent to this node leads anywhere.</summary>
    internal bool Wants(Node? node) => node is not null && (goal is null ? node is not SeedNode : goal.LeadsTo(node));

    /// <summary>Adds a gradient, of the target's shape and dtype, to what has arrived at <paramref name="target"/>.</summary>
    internal void Send(Node target, Tensor gradient)
    {
        Inspect(gradient);
        if (target is LeafNode { Notes: null } leaf && goal is null)
        {
            Accumulate(leaf.Tensor, gradient);
        }
        else if (goal is { StopsAtTargets: true } && goal.Targets.TryGetValue(target, out var index))
        {
            // Not on the node: an outer pass may have gradients waiting there.
            if (goal.Found[index] is not { } found) goal.Found[index] = createGraph ? gradient : memory.Take(gradient);
            else if (createGraph) goal.Found[index] = found.Add(gradient);
            else Elementwise.AddInto(found, gradient);
        }
        else if (target.Pending is not { } sum)
        {
            target.Pending = memory.Hold(gradient);
            ready.Enqueue(target, -target.Sequence);
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

    /// <summary>Hands the gradient of one of several outputs to the operation that made them.</summary>
    internal void Deliver(HubNode hub, int output, Tensor gradient)
    {
        if (hub.Deliver(output, memory.Hold(gradient))) ready.Enqueue(hub, -hub.Sequence);
    }

    internal void Forget(Tensor gradient) => memory.Drop(gradient);

    void Run(Node node)
    {
        var gradient = node.Pending!;
        node.Pending = null;
        if (node.Notes is { } notes) gradient = Observe(notes, gradient, node);
        if (goal is not null && goal.Targets.TryGetValue(node, out var index)) goal.Found[index] = memory.Give(gradient);
        if (node is not OperationNode operation || !IsToRun(operation))
        {
            if (node is LeafNode leaf && goal is null) Accumulate(leaf.Tensor, gradient);
            node.Clear();
            memory.Drop(gradient);
            return;
        }
        operation.RequireIntact();
        memory.BeginRule(operation.IsOwn, gradient);
        (running, mustTrack) = (operation, createGraph && gradient.RequiresGrad);
        var isDone = false;
        try
        {
            operation.Differentiate(gradient, this);
            isDone = true;
        }
        finally
        {
            running = null;
            if (isDone) memory.EndRule(gradient);
            else memory.Abandon();
        }
        if (!retainGraph) operation.Free(releases: !createGraph);
    }

    bool IsToRun(OperationNode node)
    {
        if (goal is null) return true;
        foreach (var input in node.Inputs)
            if (Wants(input)) return true;
        return false;
    }

    void Accumulate(Tensor x, Tensor gradient)
    {
        if (x.GradUnseen is not { } grad) x.SetGrad(memory.Take(gradient));
        else if (createGraph || grad.RequiresGrad) x.Grad = grad.Add(gradient);
        else Elementwise.AddInto(grad, gradient);
    }

    Tensor Observe(NodeNotes notes, Tensor gradient, Node node)
    {
        foreach (var hook in notes.Hooks)
        {
            GradientMemory.Show(gradient);
            if (hook(gradient) is not { } changed || ReferenceEquals(changed, gradient)) continue;
            node.RequireFits(changed, hook);
            memory.Drop(gradient);
            gradient = memory.Hold(changed);
        }
        if (notes.Retaining is { } x && goal is null)
            x.Grad = x.Grad is { } sum ? sum.Add(gradient) : createGraph ? gradient : gradient.Clone();
        return gradient;
    }

    /// <summary>What a rule gives must be recorded wherever it depends on something that is, and must be a number in anomaly mode.</summary>
    void Inspect(Tensor gradient)
    {
        if (running is null) return;
        if (AnomalyMode.IsOn) AnomalyMode.Require(gradient, running);
        if (mustTrack && !gradient.RequiresGrad && gradient.Count > 0)
            throw new AutogradException(
                $"The gradient rule in {Node.Place(running.Rule!.Method)} has no second derivative: what it gave is not recorded, and createGraph asks for that. Write the rule as tensor operations on the tensors that were recorded (no Detach, no NoGrad, no spans), or do without createGraph.");
    }

}
