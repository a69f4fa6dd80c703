namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// Negative log likelihood under a normal distribution whose variance the network gives as well: ½ (log var + (input - target)² / var)
    /// (Nix and Weigend 1994; torch <c>gaussian_nll_loss</c>). Variances below eps count as eps; the gradient does not see that.
    /// </summary>
    /// <param name="input">Means.</param>
    /// <param name="target">Samples, of the same shape.</param>
    /// <param name="var">Variances of that shape, or with the last dimension of size 1 or left out: one for all of it.</param>
    /// <param name="full">Adds the constant ½ log 2π.</param>
    /// <param name="eps">The least variance.</param>
    /// <param name="reduction">Mean, sum, or the loss of each element.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A variance is negative, or eps not positive.</exception>
    public static Tensor GaussianNll(
        Tensor input, Tensor target, Tensor var, bool full = false, double eps = 1e-6, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("GaussianNll", input, target);
        if (!(eps > 0)) throw new ArgumentOutOfRangeException(nameof(eps), eps, "GaussianNll needs a positive eps.");
        var sizes = input.Shape.ToArray();
        if (var.Shape != input.Shape && sizes.Length > 0 && var.Shape == new Shape(sizes[..^1])) var = var.Unsqueeze(-1);
        if (var.Shape != input.Shape && !(sizes.Length > 0 && var.Shape == new Shape([.. sizes[..^1], 1])))
            throw new ShapeException($"GaussianNll of input {input.Shape} expects variances of that shape, or with the last dimension of size 1 or left out, but got {var.Shape}.");
        if (var.Count > 0 && var.Detach().Min().Item<double>() is < 0 and var least)
            throw new ArgumentOutOfRangeException(nameof(var), $"GaussianNll expects variances of 0 or more, but got {least:g6}: let the network give Softplus() or Exp() of its output.");
        var floored = var + (var.Clamp(min: eps) - var).Detach();
        var losses = 0.5 * (floored.Log() + (input - target).Square() / floored);
        return LossChecks.Reduce(full ? losses + 0.5 * Math.Log(2 * Math.PI) : losses, reduction);
    }
}
