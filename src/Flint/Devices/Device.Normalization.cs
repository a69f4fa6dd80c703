namespace Flint;

public abstract partial class Device
{
    /// <summary>y = (x - mean) rstd weight + bias over contiguous rows as long as the weight; fills mean and rstd per row.</summary>
    internal abstract void LayerNorm(Tensor x, Tensor weight, Tensor bias, Tensor y, Tensor mean, Tensor rstd, double eps);

    /// <summary>The gradients of the input, the weight and the bias.</summary>
    internal abstract void LayerNormGradient(
        Tensor dy, Tensor x, Tensor weight, Tensor mean, Tensor rstd, Tensor dx, Tensor dweight, Tensor dbias);

    /// <summary>
    /// Mean and 1 / sqrt(biased variance + eps) of each channel of contiguous [N, C, ...]; moves running statistics, where
    /// given, by momentum towards the mean and the unbiased variance.
    /// </summary>
    internal abstract void BatchNormStatistics(
        Tensor x, Tensor mean, Tensor rstd, double eps, Tensor? runningMean, Tensor? runningVar, double momentum);

    /// <summary>y = (x - mean) rstd weight + bias, channel by channel.</summary>
    internal abstract void BatchNorm(Tensor x, Tensor mean, Tensor rstd, Tensor weight, Tensor bias, Tensor y);

    /// <summary>The gradients of the input, the weight and the bias; in training, mean and rstd depend on the input.</summary>
    internal abstract void BatchNormGradient(
        Tensor dy, Tensor x, Tensor mean, Tensor rstd, Tensor weight, Tensor dx, Tensor dweight, Tensor dbias, bool training);
}
