namespace Flint.Optim;

/// <summary>Keeps gradients small. Call between Backward and the optimiser's Step.</summary>
public static class Clip
{
    /// <summary>
    /// Scales all gradients by <c>min(1, maxNorm / (norm + 1e-6))</c>, norm being that of all gradients as one vector (torch clip_grad_norm_).
    /// </summary>
    /// <param name="parameters">Their gradients are changed in place; those without one are skipped.</param>
    /// <param name="maxNorm">The largest norm that stays as it is.</param>
    /// <returns>The norm before; NaN or infinity tells of a gradient that is not finite.</returns>
    public static double Norm(IEnumerable<Tensor> parameters, double maxNorm)
    {
        using var _ = new NoGrad();
        var gradients = Gradients(parameters);
        var norm = Math.Sqrt(gradients.Sum(g => (g * g).Sum().Item<double>()));
        var scale = Math.Min(1, maxNorm / (norm + 1e-6));
        if (scale < 1)
            for (var i = 0; i < gradients.Length; i++) gradients[i] *= scale;
        return norm;
    }

    /// <summary>Limits every element of the gradients to [-maxValue, maxValue] (torch clip_grad_value_).</summary>
    /// <param name="parameters">Their gradients are changed in place; those without one are skipped.</param>
    /// <param name="maxValue">The largest magnitude.</param>
    public static void Value(IEnumerable<Tensor> parameters, double maxValue)
    {
        using var _ = new NoGrad();
        foreach (var gradient in Gradients(parameters)) gradient.CopyFrom(gradient.Clamp(-maxValue, maxValue));
    }

    static Tensor[] Gradients(IEnumerable<Tensor> parameters) => [.. parameters.Select(p => p.Grad).OfType<Tensor>()];
}
