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

    // Of the inputs that come from the layer that this norm was folded into; 0 where it was not.
    int foldedRank;

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
    public Tensor? Weight { get; private set; }

    /// <summary>b, [numFeatures], or null.</summary>
    public Tensor? Bias { get; private set; }

    /// <summary>The running mean, [numFeatures], or null.</summary>
    public Tensor? RunningMean { get; private set; }

    /// <summary>The running variance, [numFeatures], or null.</summary>
    public Tensor? RunningVar { get; private set; }

    /// <summary>How many batches moved the running statistics, an Int64 scalar, or null.</summary>
    public Tensor? NumBatchesTracked { get; private set; }

    /// <summary>Mean and variance are those of the batch.</summary>
    internal bool MixesSamples => IsTraining || RunningMean is null;

    /// <summary>It is part of the layer before it, and passes outputs of that on.</summary>
    internal bool IsFolded => foldedRank != 0;

    private protected abstract string Expects { get; }

    private protected abstract bool Accepts(int rank);

    /// <summary>The same shape.</summary>
    /// <exception cref="ShapeException">The input has another rank or number of channels.</exception>
    public Tensor Forward(Tensor x)
    {
        if (!Accepts(x.Rank) || x.Size(1) != numFeatures)
            throw new ShapeException($"{Label} expects {Expects} with {numFeatures} channels but got {x.Shape}: channels are dimension 1.");
        if (foldedRank != 0) return x.Rank == foldedRank ? Observe(x) : throw new ShapeException(
            $"{Label} was folded into the layer before it, whose outputs then have {foldedRank} dimensions, but got {x.Shape}.");
        var batches = IsTraining && NumBatchesTracked is not null ? NumBatchesTracked.Item<long>() + 1 : 0;
        // Without a momentum the running statistics are the plain average of all batches.
        var share = (isAveraging ? null : momentum) ?? 1.0 / Math.Max(batches, 1);
        var y = x.BatchNorm(RunningMean, RunningVar, Weight, Bias, MixesSamples, share, eps);
        if (batches > 0) NumBatchesTracked!.Fill(batches);
        return ObserveCall(y, x);
    }

    /// <summary>Moves the normalisation by running statistics into the layer before, and passes its outputs on from here on. Without such statistics nothing happens.</summary>
    internal void FoldInto(IAffineLayer layer)
    {
        if (RunningMean is null || foldedRank != 0 || layer.OutChannels != numFeatures || !Accepts(layer.BatchRank)) return;
        using var _ = new NoGrad();
        var scale = (RunningVar!.To(DType.Float64) + eps).Rsqrt();
        if (Weight is not null) scale *= Weight.To(DType.Float64);
        var shift = RunningMean.To(DType.Float64) * -scale;
        if (Bias is not null) shift += Bias.To(DType.Float64);
        layer.Absorb(scale, shift);
        foldedRank = layer.BatchRank;
        (Weight, Bias, RunningMean, RunningVar, NumBatchesTracked) = (null, null, null, null, null);
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
