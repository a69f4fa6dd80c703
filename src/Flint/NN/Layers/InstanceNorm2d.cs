namespace Flint.NN;

/// <summary>Instance normalisation of [N, C, H, W] or [C, H, W].</summary>
/// <inheritdoc/>
/// <param name="numFeatures">C, the channels.</param>
/// <param name="eps">Added to the variance.</param>
/// <param name="momentum">The share of the new batch in the running statistics.</param>
/// <param name="affine">Whether w and b are applied.</param>
/// <param name="trackRunningStats">Whether running statistics are kept, for evaluation.</param>
public sealed class InstanceNorm2d(int numFeatures, double eps = 1e-5, double momentum = 0.1, bool affine = false, bool trackRunningStats = false)
    : InstanceNorm(2, numFeatures, eps, momentum, affine, trackRunningStats)
{
    private protected override string Expects => "[N, C, H, W] or [C, H, W]";
}
