namespace Flint;

public abstract partial class Device
{
    /// <summary>y = x / keep with probability keep (above 0), else 0, by the words of the stream from <paramref name="start"/>.</summary>
    internal abstract void Dropout(Tensor x, Tensor y, double keep, GeneratorState start);
}
