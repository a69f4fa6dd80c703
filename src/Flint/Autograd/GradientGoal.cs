namespace Flint;

/// <summary>The nodes whose gradients a backward pass is asked for, and the part of the tape that leads to them.</summary>
sealed class GradientGoal
{
    readonly HashSet<Node> route = [];

    /// <param name="roots">Where the pass starts.</param>
    /// <param name="targets">What it is asked for.</param>
    /// <param name="stopsAtTargets">Each target counts as independent: nothing flows from one to another.</param>
    internal GradientGoal(ReadOnlySpan<Node> roots, ReadOnlySpan<Node> targets, bool stopsAtTargets)
    {
        StopsAtTargets = stopsAtTargets;
        Found = new Tensor?[targets.Length];
        var oldest = long.MaxValue;
        foreach (var target in targets)
        {
            Targets.TryAdd(target, Targets.Count);
            oldest = Math.Min(oldest, target.Sequence);
        }
        // Ascending order of recording is a topological order.
        foreach (var node in Reachable(roots, oldest).OrderBy(node => node.Sequence))
            if (Targets.ContainsKey(node) || (node is OperationNode operation && Leads(operation))) route.Add(node);
    }

    /// <summary>The place in <see cref="Found"/> of each target.</summary>
    internal Dictionary<Node, int> Targets { get; } = [];

    /// <summary>The gradients, null where a target was not reached.</summary>
    internal Tensor?[] Found { get; }

    internal bool StopsAtTargets { get; }

    internal bool LeadsTo(Node node) => route.Contains(node);

    bool Leads(OperationNode node)
    {
        foreach (var input in node.Inputs)
            if (input is not null && route.Contains(input)) return true;
        return false;
    }

    HashSet<Node> Reachable(ReadOnlySpan<Node> roots, long oldest)
    {
        HashSet<Node> seen = [];
        var open = new Stack<Node>();
        void Visit(Node? node)
        {
            if (node is not null && node.Sequence >= oldest && seen.Add(node)) open.Push(node);
        }
        foreach (var root in roots) Visit(root);
        while (open.TryPop(out var node))
        {
            if (node is not OperationNode operation || (StopsAtTargets && Targets.ContainsKey(node))) continue;
            foreach (var input in operation.Inputs) Visit(input);
        }
        return seen;
    }
}
