namespace Flint;

/// <summary>
/// The gradient of an operation whose rule is a kernel, when that gradient is to be recorded: its formula, as recorded operations, is run
/// again and differentiated by the tape. Slower than the kernel, and differentiable to any order.
/// </summary>
static class Composite
{
    /// <param name="formula">The operation as an expression of its inputs; it gives the same output.</param>
    /// <param name="inputs">What the operation was recorded with.</param>
    /// <param name="dy">dL/doutput.</param>
    /// <param name="wanted">Which gradients to compute; the others are null.</param>
    internal static Tensor?[] Gradients(Func<Tensor[], Tensor> formula, Tensor[] inputs, Tensor dy, ReadOnlySpan<bool> wanted)
    {
        // Own entries of the tape, so that an input that is given twice, or made from another one, counts on its own.
        var parts = new Tensor[inputs.Length];
        List<Node> targets = [];
        for (var i = 0; i < inputs.Length; i++)
        {
            parts[i] = wanted[i] ? inputs[i].Reshape(inputs[i].Shape) : inputs[i];
            if (wanted[i]) targets.Add(parts[i].Node!);
        }
        var y = formula(parts);
        var found = new Queue<Tensor?>(Autograd.Walk([y.Node!], [dy], [.. targets], retainGraph: true, createGraph: true, stopsAtTargets: true));
        var gradients = new Tensor?[inputs.Length];
        for (var i = 0; i < inputs.Length; i++) gradients[i] = wanted[i] ? found.Dequeue() : null;
        return gradients;
    }

    /// <summary>A gradient of zeros, whatever dy is: recorded, so that no second derivative seems to be missing.</summary>
    internal static Tensor Zeros(Tensor like, Tensor dy) => Tape.Record(Tensor.ZerosLike(like), dy, d => Zeros(dy, d));

    internal static Tensor Gradient(Func<Tensor, Tensor> formula, Tensor input, Tensor dy) =>
        Gradients(x => formula(x[0]), [input], dy, [true])[0]!;
}
