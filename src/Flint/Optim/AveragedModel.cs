using Flint.NN;

namespace Flint.Optim;

/// <summary>
/// An average of a network's weights over training (torch.optim.swa_utils.AveragedModel), which often generalises better than the last ones. Without
/// a decay the plain mean of all updates, stochastic weight averaging (Izmailov et al. 2018); with one the moving average
/// <c>a ← d a + (1 - d) p</c>. The first update copies.
/// </summary>
/// <example>
/// <code>
/// var average = new AveragedModel(net, decay: 0.999);
/// ... optimizer.Step(); average.Update();
/// using (average.Use()) Evaluate(net);
/// </code>
/// </example>
public sealed class AveragedModel
{
    readonly Module module;
    readonly double? decay;
    readonly bool useBuffers;
    readonly OrderedDictionary<string, Tensor> averages = [];

    /// <summary>Averages the weights of a network from the next <see cref="Update"/> on.</summary>
    /// <param name="module">The network that is trained.</param>
    /// <param name="decay">d, how slowly the average forgets, in [0, 1); not given, it never does.</param>
    /// <param name="useBuffers">Averages the buffers too, such as running statistics; else they are copied.</param>
    /// <exception cref="ArgumentException">The decay is out of range.</exception>
    public AveragedModel(Module module, double? decay = null, bool useBuffers = false)
    {
        if (decay is not (null or (>= 0 and < 1))) throw new ArgumentException($"AveragedModel needs a decay in [0, 1), but got {decay}.", nameof(decay));
        (this.module, this.decay, this.useBuffers) = (module, decay, useBuffers);
        foreach (var (name, tensor) in module.StateDict()) averages[name] = MemoryScope.KeepInAll(tensor.Detach().Clone());
    }

    /// <summary>How many updates the average holds.</summary>
    public long Count { get; private set; }

    /// <summary>Takes in the network's weights as they are now.</summary>
    public void Update()
    {
        using var _ = new NoGrad();
        var share = Count == 0 ? 1 : 1 - decay ?? 1.0 / (Count + 1);
        var trained = module.NamedParameters().Select(p => p.Name).ToHashSet();
        foreach (var (name, now) in module.StateDict())
        {
            var average = averages[name];
            if (share == 1 || !average.DType.IsFloating || !(useBuffers || trained.Contains(name))) average.CopyFrom(now);
            else average += share * (now - average);
        }
        Count++;
    }

    /// <summary>Gives the network the averaged weights until the result is disposed: <c>using (average.Use()) Evaluate(net);</c></summary>
    public IDisposable Use() => new Loan(module, averages);

    /// <summary>Copies the average into a network of the same kind, for good.</summary>
    /// <exception cref="StateException">The network is of another kind.</exception>
    public void CopyTo(Module target) => target.LoadStateDict(averages);

    /// <summary>
    /// Sets the running statistics of the batch norms to the plain mean over some batches, as averaged weights need that were never trained with
    /// (torch update_bn). The network has the weights to use, by <see cref="Use"/> or <see cref="CopyTo"/>.
    /// All of it runs in training mode; in the end each module is in the mode it was in.
    /// </summary>
    /// <param name="module">The network; its batch norms are changed.</param>
    /// <param name="batches">Inputs.</param>
    /// <param name="forward">Runs the network on a batch.</param>
    public static void UpdateBatchNorm(Module module, IEnumerable<Tensor> batches, Func<Tensor, Tensor> forward)
    {
        var norms = module.NamedModules().Select(m => m.Module).OfType<BatchNorm>().Where(n => n.RunningMean is not null).ToArray();
        if (norms.Length == 0) return;
        using var noGrad = new NoGrad();
        using var training = new ModeScope(module, training: true);
        foreach (var norm in norms) norm.StartAveraging();
        try
        {
            foreach (var batch in batches) forward(batch);
        }
        finally
        {
            foreach (var norm in norms) norm.EndAveraging();
        }
    }

    /// <summary>The averaged weights by key, and under <c>n_averaged</c> how many updates they hold.</summary>
    public OrderedDictionary<string, Tensor> StateDict() => new(averages) { ["n_averaged"] = Tensor.Scalar(Count, DType.Int64) };

    /// <summary>Goes on where <see cref="StateDict"/> was taken.</summary>
    /// <exception cref="StateException">The state is of another network; nothing was changed.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> values)
    {
        var check = new StateCheck(values);
        var count = (long)check.Number("n_averaged");
        var copies = averages.Select(a => (a.Value, check.Take(a.Key, a.Value.Shape))).ToArray();
        check.ThrowIfAny("The state of AveragedModel", "It must come from an average of the same network.");
        foreach (var (average, value) in copies) average.CopyFrom(value!);
        Count = count;
    }

    sealed class Loan : IDisposable
    {
        readonly OrderedDictionary<string, Tensor> own = [];
        readonly Module module;
        bool isOver;

        internal Loan(Module module, OrderedDictionary<string, Tensor> averages)
        {
            this.module = module;
            foreach (var (name, tensor) in module.StateDict()) own[name] = MemoryScope.KeepInAll(tensor.Detach().Clone());
            module.LoadStateDict(averages);
        }

        public void Dispose()
        {
            if (!isOver) module.LoadStateDict(own);
            isOver = true;
        }
    }
}
