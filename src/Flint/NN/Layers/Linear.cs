namespace Flint.NN;

/// <summary>A fully connected layer: <c>y = x Wᵀ + b</c> over the last dimension (torch Linear).</summary>
/// <remarks>Weight [out, in] and bias [out] start as U(±1/√in).</remarks>
public sealed class Linear : Module, IAffineLayer, ISampleLayer
{
    Tensor weight;
    Tensor? bias;

    /// <summary>A layer with random weights.</summary>
    /// <param name="inFeatures">Size of the input's last dimension.</param>
    /// <param name="outFeatures">Size of the output's last dimension.</param>
    /// <param name="bias">Whether b is added.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public Linear(int inFeatures, int outFeatures, bool bias = true)
    {
        LayerCheck.AtLeast(0, inFeatures, GetType());
        LayerCheck.AtLeast(0, outFeatures, GetType());
        weight = Parameter(Init.DefaultWeight([outFeatures, inFeatures]));
        this.bias = bias ? Parameter(Init.DefaultBias(weight)) : null;
    }

    /// <summary>W, [out, in]. Give another layer's to share it.</summary>
    public Tensor Weight { get => weight; init => weight = value; }

    /// <summary>b, [out], or null.</summary>
    public Tensor? Bias => bias;

    /// <summary>[..., in] to [..., out].</summary>
    /// <exception cref="ShapeException">The last dimension is not <c>in</c>.</exception>
    public Tensor Forward(Tensor x) => Forward(x, Weight);

    /// <inheritdoc/>
    public Tensor Forward(Tensor x, Tensor weight)
    {
        if (x.Rank == 0 || x.Size(-1) != weight.Size(1))
            throw new ShapeException($"{Label} expects {weight.Size(1)} input features (weight {weight.Shape}) but got {x.Shape}: features are the last dimension.");
        var y = x.Linear(weight, Bias);
        return ReferenceEquals(weight, Weight) ? ObserveCall(y, x) : Observe(y);
    }

    int IAffineLayer.OutChannels => weight.Size(0);

    int IAffineLayer.BatchRank => 2;

    void IAffineLayer.Absorb(Tensor scale, Tensor shift) =>
        (weight, bias) = (Affine.Weight(weight, scale.Unsqueeze(1)), Affine.Bias(bias, scale, shift, weight.DType));

    int ISampleLayer.SampleRank => 1;

    Tensor ISampleLayer.WeightGradients(Tensor x, Tensor dy) => x.Rank == 2
        ? dy.Unsqueeze(2) * x.Unsqueeze(1)
        : dy.Flatten(1, -2).Transpose(1, 2).MatMul(x.Flatten(1, -2));

    Tensor ISampleLayer.BiasGradients(Tensor dy) => dy.SumToLast(1);
}
