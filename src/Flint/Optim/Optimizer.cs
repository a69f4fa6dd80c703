using Flint.NN;

namespace Flint.Optim;

/// <summary>
/// Changes parameters by their gradients. An optimiser supplies the state of a parameter (<see cref="Init"/>) and the
/// update of one parameter (<see cref="Update"/>); everything else is here.
/// </summary>
public abstract partial class Optimizer
{
    readonly Dictionary<Tensor, ParameterState> states = new(ReferenceEqualityComparer.Instance);
    readonly UpdateQueue queue = new();

    // Flint's own optimisers keep no gradient beyond the update; those of users may.
    readonly bool isOwn;

    /// <summary>For the constructors of optimisers: groups take from here what they do not set themselves.</summary>
    /// <exception cref="ArgumentException">There is no parameter, one is in two groups, is no leaf, or a hyperparameter is negative.</exception>
    protected Optimizer(IEnumerable<ParameterGroup> groups, double lr, double weightDecay = 0, double momentum = 0)
    {
        isOwn = GetType().Assembly == typeof(Optimizer).Assembly;
        Groups = [.. groups];
        foreach (var group in Groups) group.SetDefaults(lr, weightDecay, momentum);
        names = NameAll(Groups);
        Check();
    }

    /// <summary>The groups; a single one unless they were given.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>The learning rate of the first group; setting it sets all groups.</summary>
    public double Lr
    {
        get => Groups[0].Lr;
        set
        {
            foreach (var group in Groups) group.Lr = value;
        }
    }

    /// <summary>True climbs: every gradient is taken negative, for an aim that should become large.</summary>
    public bool Maximize { get; init; }

    /// <summary>Updates every parameter that has a gradient, and lets the engine take back memory that nobody holds any more.</summary>
    /// <exception cref="InvalidOperationException">No parameter has a gradient.</exception>
    public void Step()
    {
        using (new NoGrad())
        {
            var updated = 0;
            try
            {
                foreach (var group in Groups)
                    foreach (var parameter in group.Parameters)
                    {
                        if ((isOwn ? parameter.GradUnseen : parameter.Grad) is not { } gradient) continue;
                        var state = StateOf(parameter, group);
                        state.Step++;
                        gradient = queue.Gradient(gradient);
                        if (Maximize) gradient = -gradient;
                        if (state.Contains(Master)) UpdateMaster(parameter, gradient, state, group);
                        else Update(parameter, gradient, state, group);
                        queue.EndParameter(parameter);
                        updated++;
                    }
            }
            finally
            {
                // Also after an error: the parameters before it have counted this step.
                queue.Run();
            }
            if (updated == 0)
                throw new InvalidOperationException("Step() found no gradient in any of its parameters: call loss.Backward() first, and check that the loss depends on parameters that are not frozen.");
        }
        Memory.StepBoundary();
    }

    /// <summary>Forgets the gradients, so that the next Backward starts from none.</summary>
    public void ZeroGrad()
    {
        foreach (var group in Groups)
            foreach (var parameter in group.Parameters)
                parameter.Grad = null;
    }

    /// <summary>Makes the state of a parameter before its first update.</summary>
    protected virtual void Init(Tensor p, ParameterState state, ParameterGroup group) { }

    /// <summary>Changes one parameter in place; nothing is recorded on the tape.</summary>
    /// <param name="p">The parameter.</param>
    /// <param name="g">dL/dp.</param>
    /// <param name="state">What <see cref="Init"/> made, and the number of this update.</param>
    /// <param name="group">The hyperparameters.</param>
    protected abstract void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group);

    /// <summary>Runs a whole update in one pass over the memory of parameter, gradient and state.</summary>
    /// <param name="update">The update of one element, with its hyperparameters.</param>
    /// <param name="p">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="state">As many contiguous tensors as the update has states, each of the parameter's shape and dtype.</param>
    /// <exception cref="ArgumentException">There are more or fewer states than the update has, or one is not contiguous.</exception>
    /// <exception cref="ShapeException">The gradient or a state has another shape than the parameter.</exception>
    /// <exception cref="DTypeException">The parameter is not floating, or a state has another dtype.</exception>
    protected void Apply<TUpdate>(TUpdate update, Tensor p, Tensor g, params ReadOnlySpan<Tensor> state)
        where TUpdate : struct, IUpdate
    {
        UpdateCheck.Require<TUpdate>(this, p, g, state);
        var target = p.Contiguous();
        p.Device.Update(update, target, g.To(p.DType).Contiguous(), state);
        if (target != p) p.CopyFrom(target);
    }

    /// <summary>
    /// As <see cref="Apply"/>, but together with the updates of the other parameters: one parallel pass over all of them when <see cref="Step"/>
    /// ends, so that many small tensors cost one. Until then parameter and states have their old values. Several
    /// calls for a parameter run in their order. For use in <see cref="Update"/> alone.
    /// </summary>
    /// <inheritdoc cref="Apply"/>
    protected void Queue<TUpdate>(TUpdate update, Tensor p, Tensor g, params ReadOnlySpan<Tensor> state)
        where TUpdate : struct, IUpdate
    {
        if (p.DType.IsNarrow || g.DType != p.DType || !p.IsContiguous || !g.IsContiguous)
        {
            // What needs a copy must see the updates before it.
            queue.Run();
            Apply(update, p, g, state);
            return;
        }
        UpdateCheck.Require<TUpdate>(this, p, g, state);
        queue.Add(update, p, g, state);
    }

    /// <summary>The argument of an optimiser that was given parameters without groups.</summary>
    protected static IEnumerable<ParameterGroup> OneGroup(IEnumerable<Tensor> parameters) => [new(parameters)];

    private protected ParameterState StateOf(Tensor parameter, ParameterGroup group)
    {
        if (!states.TryGetValue(parameter, out var state)) Begin(parameter, states[parameter] = state = new(), group);
        return state;
    }

    /// <summary>Σ x², in Float32 at least: that of a 16-bit tensor may be more than 16 bits hold.</summary>
    internal static double SumOfSquares(Tensor x) => x.To(x.DType.Finer).Square().Sum().Item<double>();

    internal string? NameOf(Tensor parameter) => names.GetValueOrDefault(parameter);

    internal string? NameOf(Tensor parameter, Tensor state) => states.GetValueOrDefault(parameter)?.NameOf(state);

    void Check()
    {
        var all = Groups.SelectMany(g => g.Parameters).ToArray();
        if (all.Length == 0)
            throw new ArgumentException($"{GetType().Name} got no parameters: pass net.Parameters() of a module that has some.");
        if (all.Distinct(ReferenceEqualityComparer.Instance).Count() < all.Length)
            throw new ArgumentException($"{GetType().Name} got a parameter twice: each belongs to one group.");
        if (all.FirstOrDefault(p => !p.IsLeaf) is { } computed)
            throw new ArgumentException($"{GetType().Name} got a tensor of shape {computed.Shape} that an operation computed: only leaves can be trained.");
        foreach (var group in Groups)
            if (!(group.Lr >= 0 && group.WeightDecay >= 0 && group.Momentum >= 0))
                throw new ArgumentException(
                    $"{GetType().Name} needs lr, weightDecay and momentum of 0 or more, but got {group.Lr}, {group.WeightDecay} and {group.Momentum}.");
    }
}
