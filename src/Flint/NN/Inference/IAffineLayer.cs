namespace Flint.NN;

/// <summary>A layer that is affine in each output channel, so that a scale and a shift of its outputs can move into weight and bias.</summary>
interface IAffineLayer : IWeightLayer
{
    /// <summary>Output channels.</summary>
    int OutChannels { get; }

    /// <summary>The rank of its output for a batch, with channels as dimension 1.</summary>
    int BatchRank { get; }

    /// <summary>From here on the layer gives <c>y · scale + shift</c>, channel by channel. Weight and bias become new tensors: old ones may belong to others.</summary>
    /// <param name="scale">[OutChannels], in Float64.</param>
    /// <param name="shift">[OutChannels], in Float64.</param>
    void Absorb(Tensor scale, Tensor shift);
}

/// <summary>What affine layers share.</summary>
static class Affine
{
    /// <summary>A new parameter <c>weight · scale</c>; scale broadcasts. In Float64, rounded once.</summary>
    internal static Tensor Weight(Tensor weight, Tensor scale, Shape? shape = null) =>
        Parameter((weight.Detach().To(DType.Float64) * scale).To(weight.DType).Reshape(shape ?? weight.Shape));

    /// <summary>A new parameter <c>bias · scale + shift</c>.</summary>
    internal static Tensor Bias(Tensor? bias, Tensor scale, Tensor shift, DType dtype) =>
        Parameter((bias is null ? shift : bias.Detach().To(DType.Float64) * scale + shift).To(dtype));

    static Tensor Parameter(Tensor tensor)
    {
        tensor.RequiresGrad = true;
        tensor.Role = StateRole.Parameter;
        return tensor;
    }
}
