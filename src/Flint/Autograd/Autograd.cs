namespace Flint;

/// <summary>Gradients as values, of any order (torch.autograd.grad); <see cref="Tensor.Backward"/> adds them to leaves instead.</summary>
public static partial class Autograd
{
    /// <summary>
    /// Σ gradOutputs · doutputs/dinputs for each input. Only what leads to the inputs is computed, and no <see cref="Tensor.Grad"/> changes.
    /// </summary>
    /// <param name="outputs">What to differentiate.</param>
    /// <param name="inputs">Leaves or intermediate results that <paramref name="outputs"/> were computed from.</param>
    /// <param name="gradOutputs">One per output, of its shape; null, or null in the list, is 1 for an output of one element.</param>
    /// <param name="createGraph">
    /// The gradients are themselves recorded, so that they can be differentiated again, to any order. It costs time and memory: the rules
    /// run as tensor operations, and nothing is freed.
    /// </param>
    /// <param name="retainGraph">Keep what was recorded, so that it can be walked again; as <paramref name="createGraph"/> where not given.</param>
    /// <param name="allowUnused">Give null for an input that no output depends on, instead of an error.</param>
    /// <returns>One gradient per input, of its shape and dtype.</returns>
    /// <exception cref="AutogradException">
    /// Nothing was recorded for an output or an input, an input was not used, what was recorded is used up or changed in place, or an
    /// operation has no second derivative.
    /// </exception>
    /// <exception cref="ShapeException">A gradient of an output has another shape than it.</exception>
    public static Tensor[] Grad(
        IReadOnlyList<Tensor> outputs, IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor?>? gradOutputs = null, bool createGraph = false,
        bool? retainGraph = null, bool allowUnused = false)
    {
        if (gradOutputs is not null && gradOutputs.Count != outputs.Count)
            throw new ArgumentException($"Autograd.Grad of {outputs.Count} outputs needs as many gradOutputs, not {gradOutputs.Count}.", nameof(gradOutputs));
        Node[] roots = [.. outputs.Select(Root)], targets = [.. inputs.Select(Target)];
        Tensor[] seeds = [.. outputs.Select((y, i) => Seed("Autograd.Grad", y, gradOutputs?[i]))];
        var gradients = Walk(roots, seeds, targets, retainGraph ?? createGraph, createGraph, stopsAtTargets: false);
        for (var i = 0; i < gradients.Length && !allowUnused; i++)
            if (gradients[i] is null)
                throw new AutogradException($"Autograd.Grad: no output depends on input {i} (shape {inputs[i].Shape}), so it has no gradient: leave it out, or pass allowUnused: true to get null.");
        return gradients!;
    }

    /// <summary>The gradient of one output in one input; see <see cref="Grad(IReadOnlyList{Tensor}, IReadOnlyList{Tensor}, IReadOnlyList{Tensor?}?, bool, bool?, bool)"/>.</summary>
    /// <param name="output">What to differentiate.</param>
    /// <param name="input">A leaf or an intermediate result that it was computed from.</param>
    /// <param name="gradOutput">dL/doutput, of its shape; 1 for an output of one element.</param>
    /// <param name="createGraph">The gradient is itself recorded.</param>
    /// <param name="retainGraph">Keep what was recorded; as <paramref name="createGraph"/> where not given.</param>
    public static Tensor Grad(Tensor output, Tensor input, Tensor? gradOutput = null, bool createGraph = false, bool? retainGraph = null) =>
        Grad([output], [input], [gradOutput], createGraph, retainGraph)[0];

    internal static void Backward(Tensor root, Tensor? gradient, bool retainGraph, bool createGraph)
    {
        if (root.UpToDateNode() is not { } node)
            throw new AutogradException("Backward needs a tensor that came from one with RequiresGrad = true, but nothing was recorded for this one (was it computed inside NoGrad, or after Detach?).");
        new BackwardPass(goal: null, retainGraph, createGraph).Walk([node], [Seed("Backward", root, gradient)]);
    }

    /// <summary>As Grad, over nodes; null where a target was not reached.</summary>
    internal static Tensor?[] Walk(
        ReadOnlySpan<Node> roots, ReadOnlySpan<Tensor> seeds, ReadOnlySpan<Node> targets, bool retainGraph, bool createGraph, bool stopsAtTargets)
    {
        var goal = new GradientGoal(roots, targets, stopsAtTargets);
        new BackwardPass(goal, retainGraph, createGraph).Walk(roots, seeds);
        var gradients = new Tensor?[targets.Length];
        for (var i = 0; i < gradients.Length; i++) gradients[i] = goal.Found[goal.Targets[targets[i]]];
        return gradients;
    }

    static Node Root(Tensor output, int i) => output.UpToDateNode() ?? throw new AutogradException(
        $"Autograd.Grad: nothing was recorded for output {i} (shape {output.Shape}): it does not depend on a tensor with RequiresGrad = true, or was computed inside NoGrad or after Detach.");

    static Node Target(Tensor input, int i) => input.UpToDateNode() ?? throw new AutogradException(
        $"Autograd.Grad: input {i} (shape {input.Shape}) does not require a gradient: set RequiresGrad = true before the outputs are computed.");

    static Tensor Seed(string method, Tensor output, Tensor? gradient)
    {
        if (gradient is null && output.Count != 1)
            throw new AutogradException(method == "Backward"
                ? $"Backward without an argument needs a tensor of one element, but this one has shape {output.Shape}: reduce it with Sum() or Mean(), or pass the gradient."
                : $"{method} without gradOutputs needs outputs of one element, but one has shape {output.Shape}: reduce it with Sum() or Mean(), or pass its gradient.");
        if (gradient is not null && gradient.Shape != output.Shape)
            throw new ShapeException($"The gradient passed to {method} must have the tensor's shape {output.Shape}, not {gradient.Shape}.");
        return gradient?.To(output.DType) ?? Tensor.OnesLike(output);
    }
}
