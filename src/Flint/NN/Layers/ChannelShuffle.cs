namespace Flint.NN;

/// <summary>Mixes the channels of several groups (torch ChannelShuffle).</summary>
/// <param name="groups">How many groups; they divide the channels.</param>
public sealed class ChannelShuffle(int groups) : Module, ILayer
{
    /// <summary>[N, C, ...] to the same shape.</summary>
    /// <exception cref="ShapeException">The groups do not divide the channels.</exception>
    public Tensor Forward(Tensor x) => Observe(x.ChannelShuffle(groups));
}
