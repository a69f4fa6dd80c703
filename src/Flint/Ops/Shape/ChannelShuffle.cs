namespace Flint;

/// <summary>Channels of several groups mixed.</summary>
public static class ChannelShuffleOps
{
    extension(Tensor x)
    {
        /// <summary>[N, C, ...]: channel g · C/groups + i becomes channel i · groups + g, so that each group gets some of all (Zhang et al. 2018, ShuffleNet).</summary>
        /// <exception cref="ShapeException">There is no channel dimension, or the groups do not divide it.</exception>
        public Tensor ChannelShuffle(int groups)
        {
            if (x.Rank < 2 || groups < 1 || x.Size(1) % groups != 0)
                throw new ShapeException($"ChannelShuffle of {x.Shape} needs a number of groups that divides dimension 1, but got {groups}.");
            return x.Unflatten(1, groups, x.Size(1) / groups).Transpose(1, 2).Flatten(1, 2);
        }
    }
}
