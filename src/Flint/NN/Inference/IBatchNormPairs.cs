namespace Flint.NN;

/// <summary>
/// A module that knows which of its batch norms directly follow a convolution or linear layer, so that <c>ForInference</c> can fold
/// them into it. <see cref="Sequential"/> knows by itself.
/// </summary>
/// <example>
/// <code>
/// sealed class Block : Module, ILayer, IBatchNormPairs
/// {
///     readonly Conv2d conv = new(3, 64, kernel: 3, bias: false);
///     readonly BatchNorm2d norm = new(64);
///
///     public IEnumerable&lt;(ILayer Layer, BatchNorm Norm)> BatchNormPairs => [(conv, norm)];
///
///     public Tensor Forward(Tensor x) => norm.Forward(conv.Forward(x)).Relu();
/// }
/// </code>
/// </example>
public interface IBatchNormPairs
{
    /// <summary>Layers and the batch norms that their outputs go to, and to nothing else, whenever the module is applied.</summary>
    IEnumerable<(ILayer Layer, BatchNorm Norm)> BatchNormPairs { get; }
}
