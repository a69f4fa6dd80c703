using System.Runtime.CompilerServices;

namespace Flint.NN;

/// <summary>What layers require of the sizes they are made with.</summary>
static class LayerCheck
{
    internal static void AtLeast(int least, int value, Type layer, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < least) throw new ArgumentOutOfRangeException(name, value, $"{layer.Name} needs {name} of {least} or more.");
    }

    internal static void AtLeast(int least, int[] values, Type layer, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        if (values.Min() < least) throw new ArgumentOutOfRangeException(name, ConvolutionCheck.Text(values), $"{layer.Name} needs {name} of {least} or more.");
    }

    internal static void Channels(int inChannels, int outChannels, int groups, Type layer)
    {
        AtLeast(0, inChannels, layer);
        AtLeast(0, outChannels, layer);
        if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0)
            throw new ArgumentException($"{layer.Name} cannot split {inChannels} input and {outChannels} output channels into {groups} groups: both must be multiples.");
    }
}
