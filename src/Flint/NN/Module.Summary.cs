namespace Flint.NN;

public abstract partial class Module
{
    /// <summary>
    /// A table of the modules inside with output shapes and numbers of parameters. Runs Forward once in evaluation mode, without
    /// gradients; layers of the user appear with their output if they end with <see cref="Observe"/>.
    /// </summary>
    /// <param name="inputs">The arguments of Forward.</param>
    /// <exception cref="InvalidOperationException">There is no public Forward for these arguments.</exception>
    public string Summary(params Tensor[] inputs) => ModuleSummary.Of(this, inputs);

    /// <summary>The table for one Float32 input of this shape.</summary>
    /// <inheritdoc cref="Summary(Tensor[])"/>
    public string Summary(Shape input) => Summary(Tensor.Zeros(input));

    /// <summary>
    /// Multiplications, each with an addition, of the matrix products, convolutions and attention of one Forward in evaluation mode, as they are
    /// defined (not by Winograd). Shapes run through the network, but products are not computed, so it takes little time.
    /// </summary>
    /// <remarks>Element-wise work, norms, pooling and the steps of recurrent layers are not counted.</remarks>
    /// <param name="inputs">The arguments of Forward.</param>
    /// <exception cref="InvalidOperationException">There is no public Forward for these arguments.</exception>
    /// <example><c>new ResNet(ResNetConfig.ResNet50).MultiplyAdds([1, 3, 224, 224])</c> is 4.1 billion.</example>
    public long MultiplyAdds(params Tensor[] inputs)
    {
        using var count = new ProductCount();
        ModuleSummary.Run(this, inputs);
        return count.MultiplyAdds;
    }

    /// <summary>For one Float32 input of this shape.</summary>
    /// <inheritdoc cref="MultiplyAdds(Tensor[])"/>
    public long MultiplyAdds(Shape input) => MultiplyAdds(Tensor.Zeros(input));
}
