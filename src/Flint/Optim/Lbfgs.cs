namespace Flint.Optim;

/// <summary>
/// L-BFGS (Liu and Nocedal 1989), as torch.optim.LBFGS: from the last few changes y of the gradient and s of the parameters it makes a
/// direction near Newton's. It evaluates the loss several times in a step, so <see cref="Step(Func{Tensor})"/> takes a function that does.
/// </summary>
/// <example>
/// <code>
/// optimizer.Step(() =>
/// {
///     optimizer.ZeroGrad();
///     var loss = Loss.Mse(net.Forward(x), y);
///     loss.Backward();
///     return loss;
/// });
/// </code>
/// </example>
/// <remarks>
/// For whole-batch problems whose parameters fit memory 2 · historySize + 3 times. Parameters without a gradient count as having zeros.
/// </remarks>
public sealed class Lbfgs : Optimizer
{
    readonly int maxIter, maxEval, historySize;
    readonly double toleranceGrad, toleranceChange;
    readonly bool strongWolfe;
    readonly long count;

    /// <summary>Trains one group of parameters.</summary>
    /// <param name="parameters">What to train, usually <c>net.Parameters()</c>, all of one dtype.</param>
    /// <param name="lr">The step that is tried first.</param>
    /// <param name="maxIter">The most iterations in a step.</param>
    /// <param name="maxEval">The most evaluations of the loss in a step; 1.25 · maxIter if not given.</param>
    /// <param name="toleranceGrad">A step ends when no gradient is larger.</param>
    /// <param name="toleranceChange">A step ends when neither parameters nor loss change more.</param>
    /// <param name="historySize">How many changes are remembered.</param>
    /// <param name="strongWolfe">Searches each direction for a step that meets the strong Wolfe conditions; else takes lr.</param>
    /// <exception cref="ArgumentException">A number is out of range, there is nothing to train, or dtypes differ.</exception>
    public Lbfgs(
        IEnumerable<Tensor> parameters, double lr = 1, int maxIter = 20, int? maxEval = null, double toleranceGrad = 1e-7, double toleranceChange = 1e-9,
        int historySize = 100, bool strongWolfe = false)
        : base(OneGroup(parameters), lr)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxIter);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(historySize);
        HyperCheck.AtLeastZero(this, toleranceGrad);
        HyperCheck.AtLeastZero(this, toleranceChange);
        if (Group.Parameters.FirstOrDefault(p => p.DType != First.DType) is { } other)
            throw new ArgumentException($"Lbfgs sees all parameters as one vector, but got {First.DType} and {other.DType}: convert them to one dtype.");
        (this.maxIter, this.maxEval, this.historySize) = (maxIter, maxEval ?? maxIter * 5 / 4, historySize);
        (this.toleranceGrad, this.toleranceChange, this.strongWolfe) = (toleranceGrad, toleranceChange, strongWolfe);
        count = Group.Parameters.Sum(p => p.Count);
    }

    ParameterGroup Group => Groups[0];

    Tensor First => Group.Parameters[0];

    /// <inheritdoc/>
    protected override void Init(Tensor p, ParameterState state, ParameterGroup group)
    {
        var n = checked((int)count);
        foreach (var name in new[] { "d", "prev_flat_grad" }) state[name] = Tensor.Zeros([n], p.DType);
        foreach (var name in new[] { "old_dirs", "old_stps" }) state[name] = Tensor.Zeros([historySize, n], p.DType);
        foreach (var name in new[] { "t", "h_diag", "history" }) state[name] = Tensor.Zeros([], DType.Float64);
        state["ro"] = Tensor.Zeros([historySize], DType.Float64);
    }

    /// <inheritdoc/>
    protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group) => throw new InvalidOperationException(
        "Lbfgs evaluates the loss several times in a step: call Step(() => { optimizer.ZeroGrad(); var loss = ...; loss.Backward(); return loss; }).");

    /// <summary>Takes up to maxIter steps along L-BFGS directions.</summary>
    /// <param name="closure">Sets the gradients anew and gives the loss: ZeroGrad, forward, Backward.</param>
    /// <returns>The loss before.</returns>
    public Tensor Step(Func<Tensor> closure)
    {
        ArgumentNullException.ThrowIfNull(closure);
        var before = closure();
        var state = StateOf(First, Group);
        var (loss, g, evaluations) = (Sign * before.Item<double>(), Gradient(), 1);
        for (var i = 1; i <= maxIter && Largest(g) > toleranceGrad; i++)
        {
            state.Step++;
            var d = Direction(state, g);
            var t = state.Step == 1 ? Math.Min(1, 1 / Sum(g.Abs())) * Lr : Lr;
            Remember(state, d, g, t);
            var (previous, slope) = (loss, Dot(g, d));
            if (slope > -toleranceChange) break;
            if (strongWolfe)
            {
                var x = Values();
                var (point, tries) = StrongWolfe.Search(step => At(closure, x, step, d), new(0, loss, g, slope), t, Largest(d), toleranceChange);
                (t, loss, g, evaluations) = (point.T, point.F, point.G, evaluations + tries);
                Move(x, t, d);
            }
            else
            {
                Move(Values(), t, d);
                if (i < maxIter) (loss, g, evaluations) = (Sign * closure().Item<double>(), Gradient(), evaluations + 1);
            }
            state["t"].Fill(t);
            if (evaluations >= maxEval || Largest(d) * t <= toleranceChange || Math.Abs(loss - previous) < toleranceChange) break;
        }
        Memory.StepBoundary();
        return before;
    }

    double Sign => Maximize ? -1 : 1;

    Tensor Direction(ParameterState state, Tensor g)
    {
        using var _ = new NoGrad();
        if (state.Step == 1)
        {
            state["h_diag"].Fill(1);
            return -g;
        }
        Tensor ys = state["old_dirs"], ss = state["old_stps"], ro = state["ro"];
        var (y, s) = (g - state["prev_flat_grad"], state["d"] * state["t"].Item<double>());
        var history = state["history"].Item<long>();
        if (Dot(y, s) is > 1e-10 and var curvature)
        {
            var row = (int)(history % historySize);
            ys[row].CopyFrom(y);
            ss[row].CopyFrom(s);
            ro[row].Fill(1 / curvature);
            state["h_diag"].Fill(curvature / Dot(y, y));
            state["history"].Fill(++history);
        }
        // The two loops of Nocedal and Wright 2006, algorithm 7.4.
        var oldest = Math.Max(0, history - historySize);
        var alpha = new double[historySize];
        var q = -g;
        for (var i = history - 1; i >= oldest; i--)
        {
            var k = (int)(i % historySize);
            alpha[k] = Dot(ss[k], q) * ro[k].Item<double>();
            q -= alpha[k] * ys[k];
        }
        q *= state["h_diag"].Item<double>();
        for (var i = oldest; i < history; i++)
        {
            var k = (int)(i % historySize);
            q += (alpha[k] - Dot(ys[k], q) * ro[k].Item<double>()) * ss[k];
        }
        return q;
    }

    static void Remember(ParameterState state, Tensor d, Tensor g, double t)
    {
        using var _ = new NoGrad();
        state["d"].CopyFrom(d);
        state["prev_flat_grad"].CopyFrom(g);
        state["t"].Fill(t);
    }

    LinePoint At(Func<Tensor> closure, Tensor x, double t, Tensor d)
    {
        Move(x, t, d);
        var f = Sign * closure().Item<double>();
        var g = Gradient();
        return new(t, f, g, Dot(g, d));
    }

    /// <summary>Sets the parameters to x + t d.</summary>
    void Move(Tensor x, double t, Tensor d)
    {
        using var _ = new NoGrad();
        var target = x + t * d;
        var at = 0;
        foreach (var p in Group.Parameters)
        {
            var end = at + (int)p.Count;
            p.CopyFrom(target[at..end].Reshape(p.Shape));
            at = end;
        }
    }

    Tensor Values() => Flat(p => p);

    Tensor Gradient() => Flat(p => p.Grad is not { } g ? Tensor.ZerosLike(p) : Maximize ? -g : g);

    Tensor Flat(Func<Tensor, Tensor> of)
    {
        using var _ = new NoGrad();
        return Tensor.Concat([.. Group.Parameters.Select(p => of(p).Reshape(-1))], 0);
    }

    static double Dot(Tensor a, Tensor b) => Sum(a * b);

    static double Sum(Tensor x) => x.Detach().Sum().Item<double>();

    static double Largest(Tensor x) => x.Detach().Abs().Max().Item<double>();
}
