namespace Flint.NN;

/// <summary>
/// Normalises each channel over the batch (Ioffe and Szegedy 2015; torch BatchNorm): <c>y = (x - mean) / √(var + eps) · w + b</c>. In training with
/// mean and biased variance of the batch, which also move the running ones; in evaluation with the running ones.
/// </summary>
/// <remarks>
/// <c>running ← (1 - momentum) · running + momentum · batch</c>, with the unbiased variance. Weight starts as ones, bias as zeros,
/// running mean and variance as 0 and 1.
/// </remarks>
public abstract class BatchNorm : Module, ILayer
{
    readonly int channels;
    readonly double eps;
    readonly double? momentum;

    private protected BatchNorm(int channels, double eps, double? momentum, bool affine, bool trackRunningStats)
    {
        (this.channels, this.eps, this.momentum) = (channels, eps, momentum);
        if (affine)
        {
            Weight = Parameter(Tensor.Ones([channels]));
            Bias = Parameter(Tensor.Zeros([channels]));
        }
        if (!trackRunningStats) return;
        RunningMean = Buffer(Tensor.Zeros([channels]));
        RunningVar = Buffer(Tensor.Ones([channels]));
        NumBatchesTracked = Buffer(Tensor.Zeros([], DType.Int64));
    }

    /// <summary>w, [channels], or null.</summary>
    public Tensor? Weight { get; }

    /// <summary>b, [channels], or null.</summary>
    public Tensor? Bias { get; }

    /// <summary>The running mean, [channels], or null.</summary>
    public Tensor? RunningMean { get; }

    /// <summary>The running variance, [channels], or null.</summary>
    public Tensor? RunningVar { get; }

    /// <summary>How many batches moved the running statistics, an Int64 scalar, or null.</summary>
    public Tensor? NumBatchesTracked { get; }

    private protected abstract string Expects { get; }

    private protected abstract bool Accepts(int rank);

    /// <summary>The same shape.</summary>
    /// <exception cref="ShapeException">The input has another rank or number of channels.</exception>
    public Tensor Forward(Tensor x)
    {
        if (!Accepts(x.Rank) || x.Size(1) != channels)
            throw new ShapeException($"{Label} expects {Expects} with {channels} channels but got {x.Shape}: channels are dimension 1.");
        var batches = IsTraining && NumBatchesTracked is not null ? NumBatchesTracked.Item<long>() + 1 : 0;
        // Without a momentum the running statistics are the plain average of all batches.
        var share = momentum ?? 1.0 / Math.Max(batches, 1);
        var y = x.BatchNorm(RunningMean, RunningVar, Weight, Bias, IsTraining || RunningMean is null, share, eps);
        if (batches > 0) NumBatchesTracked!.Fill(batches);
        return Observe(y);
    }
}
