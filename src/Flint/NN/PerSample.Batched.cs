namespace Flint.NN;

public static partial class PerSample
{
    /// <summary>
    /// d loss(sample)/d parameter of every sample, with one forward and one backward pass over the whole batch: each layer's weight gradients
    /// are batched products of its inputs and the gradients of its outputs (Yousefpour et al. 2021, "Opacus"). No <see cref="Tensor.Grad"/> changes.
    /// </summary>
    /// <param name="module">Whose parameters to differentiate in.</param>
    /// <param name="forward">The network of a batch, [N, ...] to [N, ...], each sample for itself: usually <c>net.Forward</c>.</param>
    /// <param name="loss">The loss, of one element, of a batch of one: it is called with each sample's output and target, [1, ...].</param>
    /// <param name="inputs">[N, ...].</param>
    /// <param name="targets">[N, ...].</param>
    /// <returns>[N, ...parameter] by the names and in the order of <see cref="Module.NamedParameters"/>, without frozen ones; zeros where a sample's loss does not depend on it.</returns>
    /// <remarks>
    /// Batched are Linear, Conv1d to 3d, Embedding, LayerNorm, RMSNorm, GroupNorm, InstanceNorm and BatchNorm in evaluation, with the samples in
    /// dimension 0 of their inputs. If a parameter is used in any other way the samples go through one by one, with the same result but for
    /// dropout: a batch draws other random numbers, and the network draws twice.
    /// </remarks>
    /// <exception cref="ShapeException">First sizes differ, of inputs, outputs or targets, or the loss has more than one element.</exception>
    /// <exception cref="StateException">A BatchNorm takes its statistics from the batch.</exception>
    public static IReadOnlyDictionary<string, Tensor> Gradients(
        Module module, Func<Tensor, Tensor> forward, Func<Tensor, Tensor, Tensor> loss, Tensor inputs, Tensor targets)
    {
        RequireBatch(inputs, targets);
        RequireOwnSamples(module);
        var named = module.NamedParameters().Where(p => p.Parameter.RequiresGrad).ToArray();
        Tensor[] asked = [.. named.Select(p => p.Parameter)];
        var results = Batched(asked, forward, loss, inputs, targets) ?? [.. Gradients(asked, (x, y) => loss(forward(x), y), inputs, targets).OfType<Tensor>()];
        return new OrderedDictionary<string, Tensor>(named.Select((p, i) => KeyValuePair.Create(p.Name, results[i])));
    }

    /// <summary>[N]: the Euclidean norm of all gradients of each sample together, which clipping bounds (Abadi et al. 2016).</summary>
    /// <param name="gradients">What <see cref="Gradients(Module, Func{Tensor, Tensor}, Func{Tensor, Tensor, Tensor}, Tensor, Tensor)"/> gave.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Tensor Norms(IReadOnlyDictionary<string, Tensor> gradients)
    {
        if (gradients.Count == 0) throw new ArgumentException("PerSample.Norms needs at least one parameter's gradients.", nameof(gradients));
        return gradients.Values.Select(g => g.SquaredNorms()).Aggregate((a, b) => a + b).Sqrt();
    }

    /// <summary>Null where the layers do not explain every use of the parameters.</summary>
    static Tensor[]? Batched(Tensor[] asked, Func<Tensor, Tensor> forward, Func<Tensor, Tensor, Tensor> loss, Tensor inputs, Tensor targets)
    {
        var samples = inputs.Size(0);
        var trace = new SampleTrace();
        Tensor output;
        using (trace)
        using (new EnableGrad()) output = forward(inputs);
        if (output.Rank == 0 || output.Size(0) != samples)
            throw new ShapeException($"PerSample.Gradients expects forward to give one output per sample, [{samples}, ...], but got {output.Shape}.");
        var root = output.UpToDateNode();
        if (!trace.Explains(root, asked.ToHashSet<Tensor>(ReferenceEqualityComparer.Instance), samples)) return null;
        var sums = new Tensor?[asked.Length];
        var seed = LossGradients(asked, sums, loss, output, targets);
        using var noGrad = new NoGrad();
        Node[] nodes = [.. trace.Calls.Select(call => call.Output)], roots = root is null ? [] : [root];
        if (trace.IsAmbiguous(samples) && Mixes(roots, seed, nodes)) return null;
        var arrived = Autograd.Walk(roots, [seed], nodes, retainGraph: false, createGraph: false, stopsAtTargets: false);
        for (var k = 0; k < nodes.Length; k++)
        {
            if (arrived[k] is not { } dy) continue;
            var (layer, x) = (trace.Calls[k].Layer, trace.Calls[k].Input.Detach());
            Add(layer.Weight, () => layer.WeightGradients(x, dy));
            Add(layer.Bias, () => layer.BiasGradients(dy));
        }
        return [.. asked.Select((p, i) => sums[i] ?? Tensor.Zeros([samples, .. p.Shape], p.DType))];

        void Add(Tensor? parameter, Func<Tensor> gradients)
        {
            var i = Array.FindIndex(asked, p => ReferenceEquals(p, parameter));
            if (i >= 0) sums[i] = sums[i] is { } sum ? sum + gradients() : gradients();
        }
    }

    /// <summary>dL/doutput of each sample's own loss; what the loss itself makes of parameters goes to <paramref name="sums"/>.</summary>
    static Tensor LossGradients(Tensor[] asked, Tensor?[] sums, Func<Tensor, Tensor, Tensor> loss, Tensor output, Tensor targets)
    {
        var seed = Tensor.ZerosLike(output).Detach();
        for (var n = 0; n < output.Size(0); n++)
        {
            var own = SeedNode.Start(output.Narrow(0, n, 1));
            Tensor value;
            using (new EnableGrad()) value = RequireOne(loss(own, targets.Narrow(0, n, 1)));
            var gradients = Autograd.Grad([value], [own, .. asked], allowUnused: true);
            using var noGrad = new NoGrad();
            if (gradients[0] is { } first) seed.Narrow(0, n, 1).CopyFrom(first);
            for (var i = 0; i < asked.Length; i++)
                if (gradients[i + 1] is { } gradient)
                    (sums[i] ??= Tensor.Zeros([output.Size(0), .. asked[i].Shape], asked[i].DType))[n] = gradient;
        }
        return seed;
    }

    /// <summary>Whether rows of samples without a loss get a gradient: then dimension 0 of some layer is not the samples.</summary>
    static bool Mixes(Node[] roots, Tensor seed, Node[] nodes)
    {
        var half = seed.Clone();
        for (var n = 0; n < half.Size(0); n += 2) half.Narrow(0, n, 1).Fill(0);
        var arrived = Autograd.Walk(roots, [half], nodes, retainGraph: true, createGraph: false, stopsAtTargets: false);
        return arrived.OfType<Tensor>().Any(dy => dy.SquaredNorms().To(DType.Float64).ToArray<double>().Where((_, n) => n % 2 == 0).Any(norm => norm != 0));
    }

    static void RequireOwnSamples(Module module)
    {
        foreach (var (name, part) in module.NamedModules())
            if (part is BatchNorm { MixesSamples: true })
                throw new StateException(
                    $"PerSample.Gradients: {part.GetType().Name} {name}".TrimEnd() + " takes its statistics from the batch, so that no sample has a gradient of its own: use GroupNorm in its place, or call Eval() for the running statistics.");
    }
}
