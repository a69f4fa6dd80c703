namespace Flint.NN;

/// <summary>
/// Normalises each channel of each example over its positions (Ulyanov et al. 2016; torch InstanceNorm):
/// <c>y = (x - mean) / √(var + eps) · w + b</c>, with the biased variance. With running statistics, evaluation uses these.
/// </summary>
/// <remarks>Weight starts as ones, bias as zeros, running mean and variance as 0 and 1; by default there is none of them.</remarks>
public abstract class InstanceNorm : Module, ILayer, ISampleLayer
{
    readonly int numFeatures, dims;
    readonly double eps, momentum;

    private protected InstanceNorm(int dims, int numFeatures, double eps, double momentum, bool affine, bool trackRunningStats)
    {
        (this.dims, this.numFeatures, this.eps, this.momentum) = (dims, numFeatures, eps, momentum);
        LayerCheck.AtLeast(0, numFeatures, GetType());
        if (affine)
        {
            Weight = Parameter(Tensor.Ones([numFeatures]));
            Bias = Parameter(Tensor.Zeros([numFeatures]));
        }
        if (!trackRunningStats) return;
        RunningMean = Buffer(Tensor.Zeros([numFeatures]));
        RunningVar = Buffer(Tensor.Ones([numFeatures]));
        NumBatchesTracked = Buffer(Tensor.Zeros([], DType.Int64));
    }

    /// <summary>w, [numFeatures], or null.</summary>
    public Tensor? Weight { get; }

    /// <summary>b, [numFeatures], or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>The running mean, [numFeatures], or null.</summary>
    public Tensor? RunningMean { get; }

    /// <summary>The running variance, [numFeatures], or null.</summary>
    public Tensor? RunningVar { get; }

    /// <summary>As in PyTorch: stays 0, and is there for the state dict.</summary>
    public Tensor? NumBatchesTracked { get; }

    bool UsesOwnStatistics => IsTraining || RunningMean is null;

    private protected abstract string Expects { get; }

    /// <summary>The same shape.</summary>
    /// <exception cref="ShapeException">The input has another rank or number of channels, or one position only.</exception>
    public Tensor Forward(Tensor x)
    {
        if ((x.Rank != dims + 1 && x.Rank != dims + 2) || x.Size(-dims - 1) != numFeatures)
            throw new ShapeException($"{Label} expects {Expects} with {numFeatures} channels but got {x.Shape}: channels are dimension {(x.Rank == dims + 1 ? 0 : 1)}.");
        var batch = x.Rank == dims + 1 ? x.Unsqueeze(0) : x;
        var y = batch.InstanceNorm(RunningMean, RunningVar, Weight, Bias, UsesOwnStatistics, momentum, eps);
        return ObserveCall(x.Rank == dims + 1 ? y.Squeeze(0) : y, x);
    }

    int ISampleLayer.SampleRank => dims + 1;

    Tensor ISampleLayer.WeightGradients(Tensor x, Tensor dy) => UsesOwnStatistics
        ? (dy * x.InstanceNorm(eps: eps)).SumToChannels()
        : (dy * x.InstanceNorm(RunningMean, RunningVar, useInputStats: false, eps: eps)).SumToChannels();

    Tensor ISampleLayer.BiasGradients(Tensor dy) => dy.SumToChannels();
}
