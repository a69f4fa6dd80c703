namespace Flint.NN;

/// <summary>Notes what goes into and comes out of each layer with parameters while a network runs on this thread.</summary>
sealed class SampleTrace : IDisposable
{
    [ThreadStatic]
    static SampleTrace? current;

    readonly SampleTrace? outer = current;
    readonly List<SampleCall> calls = [];

    internal SampleTrace() => current = this;

    internal static SampleTrace? Current => current;

    /// <summary>Each application of a layer that gradients flow through.</summary>
    internal IReadOnlyList<SampleCall> Calls => calls;

    internal void Add(ISampleLayer layer, Tensor input, Tensor output)
    {
        if (Tape.Enabled && output.UpToDateNode() is { } node) calls.Add(new(layer, input, input.UpToDateNode(), input.Storage.Version, node));
    }

    public void Dispose() => current = outer;

    /// <summary>
    /// Whether the noted calls are the only uses of these parameters in <paramref name="root"/>, each with N samples in dimension 0 of an
    /// input that is as it was.
    /// </summary>
    internal bool Explains(Node? root, IReadOnlySet<Tensor> parameters, int samples)
    {
        if (calls.Any(call => call.Input.Rank <= call.Layer.SampleRank || call.Input.Size(0) != samples || call.Input.Storage.Version != call.Version)) return false;
        var explained = calls.SelectMany(call => Uses(call.Output, call.InputNode).Where(use => call.Owns(use.Leaf.Tensor))).ToHashSet();
        return Uses(root, null).All(use => explained.Contains(use) || !parameters.Contains(use.Leaf.Tensor));
    }

    /// <summary>Whether another dimension of an input has the size of the batch, so that the shape does not tell which one the samples are.</summary>
    internal bool IsAmbiguous(int samples) => samples > 1 && calls.Any(call => call.Input.Shape.Span[1..].Contains(samples));

    /// <summary>The operations that <paramref name="root"/> came from, back to <paramref name="end"/>, and the leaves that they read.</summary>
    static IEnumerable<(Node Operation, LeafNode Leaf)> Uses(Node? root, Node? end)
    {
        var (seen, open) = (new HashSet<Node>(), new Stack<Node>());
        if (root is not null) open.Push(root);
        while (open.TryPop(out var node))
        {
            if (node is not OperationNode operation) continue;
            foreach (var input in operation.Inputs.ToArray())
            {
                if (input is null || input == end) continue;
                if (input is LeafNode leaf) yield return (node, leaf);
                else if (seen.Add(input)) open.Push(input);
            }
        }
    }
}

/// <summary>A layer was applied.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Input">What it was given.</param>
/// <param name="InputNode">The history of that.</param>
/// <param name="Version">The input's memory is intact while it has this version.</param>
/// <param name="Output">The history of what it gave, before hooks.</param>
sealed record SampleCall(ISampleLayer Layer, Tensor Input, Node? InputNode, int Version, Node Output)
{
    internal bool Owns(Tensor parameter) => ReferenceEquals(parameter, Layer.Weight) || ReferenceEquals(parameter, Layer.Bias);
}
