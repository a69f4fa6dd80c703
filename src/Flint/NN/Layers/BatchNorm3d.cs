namespace Flint.NN;

/// <summary>Batch normalisation of [N, C, D, H, W].</summary>
/// <inheritdoc/>
/// <param name="numFeatures">C, the channels.</param>
/// <param name="eps">Added to the variance.</param>
/// <param name="momentum">The share of the new batch in the running statistics; null gives all batches the same weight.</param>
/// <param name="affine">Whether w and b are applied.</param>
/// <param name="trackRunningStats">False uses the statistics of the batch in evaluation too.</param>
public sealed class BatchNorm3d(int numFeatures, double eps = 1e-5, double? momentum = 0.1, bool affine = true, bool trackRunningStats = true)
    : BatchNorm(numFeatures, eps, momentum, affine, trackRunningStats)
{
    private protected override string Expects => "[N, C, D, H, W]";

    private protected override bool Accepts(int rank) => rank == 5;
}
