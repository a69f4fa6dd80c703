using Flint.NN;

namespace Flint.Vision;

/// <summary>How the networks of torchvision start, where that is not the layers' default.</summary>
static class InitialWeights
{
    /// <summary>Convolutions: normal with <c>√(2 / fan)</c> (He et al. 2015), biases 0.</summary>
    internal static void KaimingNormal(Module net, FanMode mode)
    {
        foreach (var conv in net.Modules().OfType<Conv2d>())
        {
            Init.KaimingNormal(conv.Weight, mode: mode, nonlinearity: Nonlinearity.Relu);
            if (conv.Bias is not null) Init.Zeros(conv.Bias);
        }
    }

    /// <summary>Linear layers: normal with deviation 0.01, biases 0.</summary>
    internal static void SmallLinears(Module net)
    {
        foreach (var linear in net.Modules().OfType<Linear>())
        {
            Init.Normal(linear.Weight, std: 0.01);
            if (linear.Bias is not null) Init.Zeros(linear.Bias);
        }
    }
}
