namespace Flint;

/// <summary>Compares recorded gradients with central differences, (f(x + h) - f(x - h)) / 2h, in Float64.</summary>
public static class GradCheck
{
    /// <summary>The largest relative deviation |analytic - numeric| / max(1, |analytic|, |numeric|) over all elements of all inputs that require a gradient.</summary>
    /// <param name="function">Any result shape; it is projected on fixed pseudo-random weights so that every output element counts.</param>
    /// <param name="inputs">Float64 leaves; those with RequiresGrad are checked. Their Grad is as before afterwards.</param>
    /// <param name="step">h.</param>
    /// <exception cref="DTypeException">An input to check is not Float64: differences in Float32 prove nothing.</exception>
    public static double MaxDeviation(Func<Tensor[], Tensor> function, Tensor[] inputs, double step = 1e-6)
    {
        foreach (var x in inputs)
        {
            if (!x.RequiresGrad) continue;
            if (x.DType != DType.Float64) throw new DTypeException($"GradCheck needs Float64 inputs, not {x.DType}: convert with To(DType.Float64).");
        }
        var before = Array.ConvertAll(inputs, x => x.Grad);
        foreach (var x in inputs) x.Grad = null;
        try
        {
            Project(function(inputs)).Backward();
            return inputs.Where(x => x.RequiresGrad).Select(x => Deviation(function, inputs, x, step)).DefaultIfEmpty().Max();
        }
        finally
        {
            for (var i = 0; i < inputs.Length; i++) inputs[i].Grad = before[i];
        }
    }

    /// <summary>Throws when <see cref="MaxDeviation"/> exceeds the tolerance.</summary>
    /// <exception cref="AutogradException">A recorded gradient differs from the numeric one.</exception>
    public static void Check(Func<Tensor[], Tensor> function, Tensor[] inputs, double step = 1e-6, double tolerance = 1e-6)
    {
        var deviation = MaxDeviation(function, inputs, step);
        if (!(deviation <= tolerance))
            throw new AutogradException($"The recorded gradient deviates from central differences by {deviation:g3}, more than {tolerance:g3}.");
    }

    /// <summary>As <see cref="Check"/> of the gradient itself: that it is recorded, and its own gradient right (torch.autograd.gradgradcheck).</summary>
    /// <exception cref="AutogradException">A second derivative differs from the numeric one, or there is none.</exception>
    public static void CheckSecond(Func<Tensor[], Tensor> function, Tensor[] inputs, double step = 1e-6, double tolerance = 1e-5) => Check(x =>
    {
        using var recording = new EnableGrad();
        var gradients = Autograd.Grad([Project(function(x))], [.. x.Where(input => input.RequiresGrad)], createGraph: true);
        return Tensor.Concat([.. gradients.Select(g => g.Reshape(-1))]);
    }, inputs, step, tolerance);

    static double Deviation(Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor x, double step)
    {
        using var noGrad = new NoGrad();
        var analytic = x.Grad?.ToArray<double>() ?? new double[x.Count];
        var cells = x.Reshape(-1);
        if (!ReferenceEquals(cells.Storage, x.Storage))
            throw new ArgumentException("GradCheck changes its inputs in place: pass contiguous leaves.", nameof(inputs));
        var worst = 0.0;
        for (var i = 0; i < analytic.Length; i++)
        {
            var cell = cells[i];
            var value = cell.Item<double>();
            cell.Fill(value + step);
            var above = Project(function(inputs)).Item<double>();
            cell.Fill(value - step);
            var below = Project(function(inputs)).Item<double>();
            cell.Fill(value);
            var numeric = (above - below) / (2 * step);
            var scale = Math.Max(1, Math.Max(Math.Abs(numeric), Math.Abs(analytic[i])));
            var deviation = Math.Abs(numeric - analytic[i]) / scale;
            worst = double.IsNaN(deviation) ? double.PositiveInfinity : Math.Max(worst, deviation);
        }
        return worst;
    }

    static Tensor Project(Tensor y)
    {
        var weights = new double[y.Count];
        for (var i = 0; i < weights.Length; i++) weights[i] = 0.5 + 0.5 * Math.Sin(1.7 * i + 0.3);
        return (y.To(DType.Float64) * Tensor.Wrap(weights, y.Shape)).Sum();
    }
}
