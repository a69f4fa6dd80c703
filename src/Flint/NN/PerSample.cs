namespace Flint.NN;

/// <summary>Gradients of each sample's own loss, for differentially private training, influence functions, gradient noise.</summary>
public static partial class PerSample
{
    /// <summary>
    /// d loss(sample)/d parameter of every sample. Exact for any network and loss: each sample goes through as a batch of one, so it costs
    /// a forward and a backward pass of one sample for each, and the memory of N gradients. No <see cref="Tensor.Grad"/> changes.
    /// </summary>
    /// <param name="parameters">What to differentiate in; those that do not require a gradient give null.</param>
    /// <param name="loss">The loss, of one element, of a batch of one: <c>(x, y) => Loss.CrossEntropy(net.Forward(x), y)</c>.</param>
    /// <param name="inputs">[N, ...].</param>
    /// <param name="targets">[N, ...].</param>
    /// <returns>One per parameter: [N, ...parameter]; zeros where a sample's loss does not depend on it.</returns>
    /// <remarks>A BatchNorm in training has no gradient of one sample: call Eval() first.</remarks>
    /// <exception cref="ShapeException">Inputs and targets differ in their first size, or the loss has more than one element.</exception>
    public static Tensor?[] Gradients(IReadOnlyList<Tensor> parameters, Func<Tensor, Tensor, Tensor> loss, Tensor inputs, Tensor targets)
    {
        RequireBatch(inputs, targets);
        Tensor[] asked = [.. parameters.Where(p => p.RequiresGrad)];
        var results = Array.ConvertAll(asked, p => Tensor.Zeros([inputs.Size(0), .. p.Shape], p.DType));
        for (var n = 0; n < inputs.Size(0); n++)
        {
            var value = RequireOne(loss(inputs.Narrow(0, n, 1), targets.Narrow(0, n, 1)));
            var gradients = Autograd.Grad([value], asked, allowUnused: true);
            using var noGrad = new NoGrad();
            for (var i = 0; i < asked.Length; i++)
                if (gradients[i] is { } gradient) results[i][n] = gradient;
        }
        var next = 0;
        return [.. parameters.Select(p => p.RequiresGrad ? results[next++] : null)];
    }

    static void RequireBatch(Tensor inputs, Tensor targets)
    {
        if (inputs.Rank == 0 || targets.Rank == 0 || inputs.Size(0) != targets.Size(0))
            throw new ShapeException($"PerSample.Gradients expects inputs and targets of one batch, but got {inputs.Shape} and {targets.Shape}: their first sizes must be equal.");
    }

    static Tensor RequireOne(Tensor loss) => loss.Count == 1
        ? loss
        : throw new ShapeException($"PerSample.Gradients expects a loss of one element for one sample, but got {loss.Shape}: use Reduction.Mean or Sum.");
}
