namespace Flint;

public abstract partial class Device
{
    /// <summary>Copies element by element between layouts of equal sizes, converting the dtype.</summary>
    internal abstract void Copy(Tensor source, Tensor target);

    /// <summary>Sets every element, converted to the dtype.</summary>
    internal abstract void Fill(Tensor target, double value);
}
