namespace Flint.NN;

/// <summary>What Dropout1d, 2d and 3d share.</summary>
static class ChannelDropout
{
    /// <summary>Drops channels of a sample of <paramref name="rank"/> dimensions, or of a batch of them.</summary>
    internal static Tensor Apply(Module layer, Tensor x, double p, int rank) => x.Rank == rank + 1 ? x.FeatureDropout(p)
        : x.Rank == rank ? x.Unsqueeze(0).FeatureDropout(p).Squeeze(0)
        : throw new ShapeException($"{layer.Label} expects {rank + 1} dimensions, or {rank} without a batch, but got {x.Shape}.");
}
