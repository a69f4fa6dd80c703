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
}
