using System.Runtime.CompilerServices;

namespace Flint.NN;

/// <summary>What layers require of the sizes they are made with.</summary>
static class LayerCheck
{
    internal static void AtLeast(int least, int value, Type layer, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < least) throw new ArgumentOutOfRangeException(name, value, $"{layer.Name} needs {name} of {least} or more.");
    }

    internal static void AtLeast(int least, Pair value, Type layer, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value.Height < least || value.Width < least)
            throw new ArgumentOutOfRangeException(name, value, $"{layer.Name} needs {name} of {least} or more.");
    }
}
