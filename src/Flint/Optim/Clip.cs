namespace Flint.Optim;

/// <summary>Keeps gradients small. Call between Backward and the optimiser's Step.</summary>
public static class Clip
{
    /// <summary>
    /// Scales all gradients by <c>min(1, maxNorm / (norm + 1e-6))</c>, norm being that of all gradients as one vector (torch clip_grad_norm_).
    /// </summary>
    /// <param name="parameters">Their gradients are changed in place; those without one are skipped.</param>
    /// <param name="maxNorm">The largest norm that stays as it is, 0 or more.</param>
    /// <param name="normType">p of the p-norm (Σ |g|ᵖ)^(1/p), above 0; infinity for the largest magnitude.</param>
    /// <returns>The norm before; NaN or infinity tells of a gradient that is not finite.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static double GradNorm(IEnumerable<Tensor> parameters, double maxNorm, double normType = 2)
    {
        if (!(maxNorm >= 0)) throw new ArgumentOutOfRangeException(nameof(maxNorm), maxNorm, "Clip.GradNorm needs a maxNorm of 0 or more.");
        if (!(normType > 0)) throw new ArgumentOutOfRangeException(nameof(normType), normType, "Clip.GradNorm needs a normType above 0.");
        using var _ = new NoGrad();
        var gradients = Gradients(parameters);
        var norm = Norm(gradients, normType);
        var scale = Math.Min(1, maxNorm / (norm + 1e-6));
        if (scale < 1)
            for (var i = 0; i < gradients.Length; i++) gradients[i] *= scale;
        return norm;
    }

    /// <summary>Limits every element of the gradients to [-maxValue, maxValue] (torch clip_grad_value_).</summary>
    /// <param name="parameters">Their gradients are changed in place; those without one are skipped.</param>
    /// <param name="maxValue">The largest magnitude, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The magnitude is negative.</exception>
    public static void GradValue(IEnumerable<Tensor> parameters, double maxValue)
    {
        if (!(maxValue >= 0)) throw new ArgumentOutOfRangeException(nameof(maxValue), maxValue, "Clip.GradValue needs a maxValue of 0 or more.");
        using var _ = new NoGrad();
        foreach (var gradient in Gradients(parameters)) gradient.CopyFrom(gradient.Clamp(-maxValue, maxValue));
    }

    static double Norm(Tensor[] gradients, double p) => p switch
    {
        2 => Math.Sqrt(gradients.Sum(Optimizer.SumOfSquares)),
        // Math.Max keeps a NaN, which LINQ's Max would drop.
        double.PositiveInfinity => gradients.Where(g => g.Count > 0).Select(g => g.Abs().Max().Item<double>()).Aggregate(0.0, Math.Max),
        _ => Math.Pow(gradients.Sum(g => g.To(g.DType.Finer).Abs().Pow(p).Sum().Item<double>()), 1 / p),
    };

    static Tensor[] Gradients(IEnumerable<Tensor> parameters) => [.. parameters.Select(p => p.GradUnseen).OfType<Tensor>()];
}
