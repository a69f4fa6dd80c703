using Flint.NN;

namespace Flint.Optim;

/// <summary>
/// Keeps small gradients within Float16, whose smallest number is 6e-8: the loss is multiplied by a large scale before Backward, gradients are
/// divided by it after. A step whose gradients are not finite is left out and the scale halved; after <c>growthInterval</c> steps without one it
/// is doubled (torch.cuda.amp.GradScaler). BFloat16 has the range of Float32 and needs none.
/// </summary>
/// <example>
/// <code>
/// scaler.Scale(loss).Backward();
/// scaler.Unscale(optimizer);      // only to clip before the step
/// Clip.GradNorm(net.Parameters(), 1);
/// scaler.Step(optimizer);
/// scaler.Update();
/// </code>
/// </example>
public sealed class GradScaler
{
    readonly double growthFactor, backoffFactor;
    readonly int growthInterval;
    readonly Dictionary<Optimizer, bool> isFinite = [];
    readonly HashSet<Optimizer> stepped = [];
    int goodSteps;

    /// <summary>A scaler.</summary>
    /// <param name="initScale">The scale at the start.</param>
    /// <param name="growthFactor">Multiplies the scale after enough finite steps; above 1.</param>
    /// <param name="backoffFactor">Multiplies the scale after a step that is not finite; between 0 and 1.</param>
    /// <param name="growthInterval">How many finite steps in a row are enough.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public GradScaler(double initScale = 65536, double growthFactor = 2, double backoffFactor = 0.5, int growthInterval = 2000)
    {
        if (!(initScale > 0 && double.IsFinite(initScale))) throw new ArgumentOutOfRangeException(nameof(initScale), initScale, "GradScaler needs a finite scale above 0.");
        if (!(growthFactor > 1)) throw new ArgumentOutOfRangeException(nameof(growthFactor), growthFactor, "GradScaler needs a growthFactor above 1.");
        if (!(backoffFactor is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(backoffFactor), backoffFactor, "GradScaler needs a backoffFactor between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(growthInterval, 1);
        (CurrentScale, this.growthFactor, this.backoffFactor, this.growthInterval) = (initScale, growthFactor, backoffFactor, growthInterval);
    }

    /// <summary>What losses are multiplied by now.</summary>
    public double CurrentScale { get; private set; }

    /// <summary>The loss times the scale, in Float32 at least: call Backward on it.</summary>
    public Tensor Scale(Tensor loss) => loss.To(loss.DType.Finer) * CurrentScale;

    /// <summary>
    /// Divides the gradients by the scale, once a step, so that they can be looked at or clipped. Those of 16-bit parameters become Float32, in which
    /// small ones are kept.
    /// </summary>
    /// <returns>Whether all are finite.</returns>
    /// <exception cref="InvalidOperationException">They were unscaled already since the last <see cref="Update"/>.</exception>
    public bool Unscale(Optimizer optimizer)
    {
        if (isFinite.ContainsKey(optimizer))
            throw new InvalidOperationException($"GradScaler unscaled the gradients of this {optimizer.GetType().Name} already: call Unscale or Step once, then Update().");
        using var _ = new NoGrad();
        var allFinite = true;
        foreach (var parameter in optimizer.Groups.SelectMany(group => group.Parameters))
        {
            if (parameter.GradUnseen is not { } gradient) continue;
            var unscaled = gradient.To(gradient.DType.Finer) * (1 / CurrentScale);
            parameter.Grad = unscaled;
            allFinite &= unscaled.IsFinite().All().Item<bool>();
        }
        return isFinite[optimizer] = allFinite;
    }

    /// <summary>Unscales the gradients if that was not done, and steps the optimiser if they are finite.</summary>
    /// <returns>Whether the optimiser stepped.</returns>
    /// <exception cref="InvalidOperationException">It had its step already since the last <see cref="Update"/>.</exception>
    public bool Step(Optimizer optimizer)
    {
        // The gradients of another backward pass would be taken for unscaled ones.
        if (stepped.Contains(optimizer))
            throw new InvalidOperationException($"GradScaler stepped this {optimizer.GetType().Name} already: call Update() after the step of each optimiser, before the next backward pass.");
        var steps = isFinite.TryGetValue(optimizer, out var known) ? known : Unscale(optimizer);
        if (steps) optimizer.Step();
        stepped.Add(optimizer);
        return steps;
    }

    /// <summary>Adapts the scale; call it once after the step of each optimiser.</summary>
    /// <exception cref="InvalidOperationException">There was no step.</exception>
    public void Update()
    {
        if (isFinite.Count == 0) throw new InvalidOperationException("GradScaler.Update() comes after a step: call Step(optimizer) first.");
        if (isFinite.ContainsValue(false))
        {
            CurrentScale *= backoffFactor;
            goodSteps = 0;
        }
        else if (++goodSteps == growthInterval)
        {
            if (double.IsFinite((float)(CurrentScale * growthFactor))) CurrentScale *= growthFactor;
            goodSteps = 0;
        }
        isFinite.Clear();
        stepped.Clear();
    }

    /// <summary>Scale and finite steps so far, for a checkpoint.</summary>
    public OrderedDictionary<string, Tensor> StateDict() => new()
    {
        ["scale"] = Tensor.Scalar(CurrentScale, DType.Float64),
        ["growth_tracker"] = Tensor.Scalar(goodSteps, DType.Int64),
    };

    /// <summary>Goes on where <see cref="StateDict"/> was taken.</summary>
    /// <exception cref="StateException">It is another state.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> values)
    {
        var check = new StateCheck(values);
        var (scale, steps) = (check.Number("scale"), (int)check.Number("growth_tracker"));
        check.ThrowIfAny("The state of GradScaler", "It must come from a GradScaler.");
        (CurrentScale, goodSteps) = (scale, steps);
    }
}
