namespace Flint;

/// <summary>
/// Activation checkpointing (Chen et al. 2016, torch.utils.checkpoint): of a part of a network only inputs and outputs are kept, and
/// the backward pass runs it again. The memory of its intermediate results, for one more forward pass of that part.
/// </summary>
/// <remarks>
/// The function must compute the same both times. Random numbers of the thread's generator, and of those named, are the same both
/// times; running statistics of a BatchNorm move twice. Parameters and other tensors that the function captures get their gradients
/// as ever. Checkpoints nest, and serve gradients of any order.
/// </remarks>
public static class Checkpointing
{
    /// <summary>Runs <c>function(input)</c> and keeps nothing of what it computes on the way.</summary>
    /// <param name="function">A part of a network.</param>
    /// <param name="input">What it is given.</param>
    /// <param name="generators">Other generators than the thread's that the function draws from.</param>
    public static Tensor Run(Func<Tensor, Tensor> function, Tensor input, params Generator[] generators) =>
        Run(x => [function(x[0])], [input], generators)[0];

    /// <summary>Runs <c>function(inputs)</c>, of several inputs and outputs, and keeps nothing of what it computes on the way.</summary>
    /// <param name="function">A part of a network.</param>
    /// <param name="inputs">What it is given.</param>
    /// <param name="generators">Other generators than the thread's that the function draws from.</param>
    /// <returns>Its outputs.</returns>
    public static Tensor[] Run(Func<Tensor[], Tensor[]> function, Tensor[] inputs, params Generator[] generators)
    {
        if (!Tape.Enabled) return function(inputs);
        Generator[] drawn = [Random.Generator, .. generators];
        var (states, start) = (Array.ConvertAll(drawn, generator => generator.State), Node.Latest);
        var (results, made, sources) = Forget(function(inputs), start);
        if (sources.Length == 0) return results;
        Tensor[] recorded = [.. made.Select(i => results[i])];
        Tape.Record(recorded, new HubNode(recorded[0], recorded.Length, sources, Rule) { RunsForeignCode = true }, inputs);
        return results;

        Tensor?[] Rule(ReadOnlySpan<Tensor?> gradients, ReadOnlySpan<bool> wanted)
        {
            var createGraph = Tape.Enabled;
            var again = Repeat(function, inputs, drawn, states);
            var arrived = gradients.ToArray();
            int[] roots = [.. Enumerable.Range(0, made.Length).Where(k => arrived[k] is not null && again.Outputs[made[k]].RequiresGrad)];
            Node[] nodes = [.. roots.Select(k => again.Outputs[made[k]].Node!)];
            if (Sources(nodes, again.Start).FirstOrDefault(node => !sources.Contains(node)) is not null)
                throw new AutogradException("Checkpointing: when it was run again, the function depended on other tensors than before: it must compute the same both times.");
            var found = Autograd.Walk(nodes, [.. roots.Select(k => arrived[k]!)], sources, retainGraph: createGraph, createGraph, stopsAtTargets: true);
            for (var i = 0; i < found.Length; i++)
                if (!wanted[i]) found[i] = null;
            return found;
        }
    }

    /// <summary>
    /// The outputs without their record, which showed what the function depends on: those made by recorded operations and the sources. Not
    /// in Run, whose closure would keep the outputs and with them the record.
    /// </summary>
    static (Tensor[] Results, int[] Made, Node[] Sources) Forget(Tensor[] outputs, long start)
    {
        int[] made = [.. Enumerable.Range(0, outputs.Length).Where(i => outputs[i].UpToDateNode() is { } node && node.Sequence > start)];
        var sources = Sources(made.Select(i => outputs[i].Node!), start);
        var results = (Tensor[])outputs.Clone();
        foreach (var i in made) results[i] = sources.Length == 0 ? outputs[i] : outputs[i].Detach();
        return (results, made, sources);
    }

    static (Tensor[] Outputs, long Start) Repeat(Func<Tensor[], Tensor[]> function, Tensor[] inputs, Generator[] drawn, GeneratorState[] states)
    {
        var now = Array.ConvertAll(drawn, generator => generator.State);
        var start = Node.Latest;
        using var recording = new EnableGrad();
        try
        {
            for (var i = 0; i < drawn.Length; i++) drawn[i].State = states[i];
            return (function(inputs), start);
        }
        finally
        {
            for (var i = 0; i < drawn.Length; i++) drawn[i].State = now[i];
        }
    }

    /// <summary>The entries of the tape up to <paramref name="start"/>, and leaves, that the roots were computed from.</summary>
    static Node[] Sources(IEnumerable<Node> roots, long start)
    {
        var (seen, sources) = (new HashSet<Node>(), new List<Node>());
        var open = new Stack<Node>(roots.Where(seen.Add));
        while (open.TryPop(out var node))
        {
            if (node is not OperationNode operation || node.Sequence <= start)
            {
                sources.Add(node);
                continue;
            }
            foreach (var input in operation.Inputs)
                if (input is not null && seen.Add(input)) open.Push(input);
        }
        return [.. sources.OrderBy(node => node.Sequence)];
    }
}
