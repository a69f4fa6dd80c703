using Flint.Kernels;

namespace Flint;

public abstract partial class Device
{
    /// <summary>y = softmax of contiguous x along the axis, or its logarithm.</summary>
    internal abstract void Softmax(Tensor x, Tensor y, Axis axis, bool log);

    /// <summary>dx from dy and the output y.</summary>
    internal abstract void SoftmaxGradient(Tensor dy, Tensor y, Tensor dx, Axis axis, bool log);
}
