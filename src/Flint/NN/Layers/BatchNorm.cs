namespace Flint.NN;

/// <summary>
/// Normalises each channel over the batch (Ioffe and Szegedy 2015; torch BatchNorm): <c>y = (x - mean) / √(var + eps) · w + b</c>. In training with
/// mean and biased variance of the batch, which also move the running ones; in evaluation with the running ones.
/// </summary>
/// <remarks>
/// <c>running ← (1 - momentum) · running + momentum · batch</c>, with the unbiased variance. Weight starts as ones, bias as zeros,
/// running mean and variance as 0 and 1.
/// </remarks>
public abstract class BatchNorm : Module, ILayer, ISampleLayer
{
    readonly int numFeatures;
    readonly double eps;
    readonly double? momentum;
    bool isAveraging;

    private protected BatchNorm(int numFeatures, double eps, double? momentum, bool affine, bool trackRunningStats)
    {
        (this.numFeatures, this.eps, this.momentum) = (numFeatures, eps, momentum);
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

    /// <summary>How many batches moved the running statistics, an Int64 scalar, or null.</summary>
    public Tensor? NumBatchesTracked { get; }

    /// <summary>Mean and variance are those of the batch.</summary>
    internal bool MixesSamples => IsTraining || RunningMean is null;

    private protected abstract string Expects { get; }

    private protected abstract bool Accepts(int rank);

    /// <summary>The same shape.</summary>
    /// <exception cref="ShapeException">The input has another rank or number of channels.</exception>
    public Tensor Forward(Tensor x)
    {
        if (!Accepts(x.Rank) || x.Size(1) != numFeatures)
            throw new ShapeException($"{Label} expects {Expects} with {numFeatures} channels but got {x.Shape}: channels are dimension 1.");
        var batches = IsTraining && NumBatchesTracked is not null ? NumBatchesTracked.Item<long>() + 1 : 0;
        // Without a momentum the running statistics are the plain average of all batches.
        var share = (isAveraging ? null : momentum) ?? 1.0 / Math.Max(batches, 1);
        var y = x.BatchNorm(RunningMean, RunningVar, Weight, Bias, MixesSamples, share, eps);
        if (batches > 0) NumBatchesTracked!.Fill(batches);
        return ObserveCall(y, x);
    }

    /// <summary>From here on the running statistics are the plain average of the batches to come.</summary>
    internal void StartAveraging()
    {
        isAveraging = true;
        NumBatchesTracked!.Fill(0);
    }

    internal void EndAveraging() => isAveraging = false;

    int ISampleLayer.SampleRank => 1;

    Tensor ISampleLayer.WeightGradients(Tensor x, Tensor dy) => (dy * x.BatchNorm(RunningMean, RunningVar, eps: eps)).SumToChannels();

    Tensor ISampleLayer.BiasGradients(Tensor dy) => dy.SumToChannels();
}
