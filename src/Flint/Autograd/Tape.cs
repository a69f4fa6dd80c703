namespace Flint;

/// <summary>
/// Records how a result came from its inputs, so that <see cref="Tensor.Backward"/> can walk back. Operations of users
/// call <c>Record</c> exactly as Flint's own do.
/// </summary>
public static class Tape
{
    /// <summary>False inside <see cref="NoGrad"/>, true inside <see cref="EnableGrad"/>. Belongs to the thread.</summary>
    public static bool Enabled => GradMode.Records;

    /// <summary>True where an operation on this input must be recorded: recording is on, and a gradient flows to the input.</summary>
    public static bool Tracks(Tensor x) => (x.RequiresGrad || x.IsBehind) && Enabled;

    /// <summary>Records a one-input operation and returns <paramref name="output"/>.</summary>
    /// <param name="output">The result, computed without recording.</param>
    /// <param name="input">What it was computed from.</param>
    /// <param name="gradient">Takes dL/doutput and gives dL/dinput, of the input's shape and dtype.</param>
    /// <param name="saved">Tensors the rule reads: an in-place change of one before Backward is an error instead of a wrong gradient.</param>
    public static Tensor Record(Tensor output, Tensor input, Func<Tensor, Tensor> gradient, params ReadOnlySpan<Tensor> saved)
    {
        if (!Enabled || input.UpToDateNode() is not { } node) return output;
        return Attach(output, new UnaryNode(output, node, gradient), saved);
    }

    /// <summary>Records an operation of several inputs and returns <paramref name="output"/>.</summary>
    /// <param name="output">The result, computed without recording.</param>
    /// <param name="inputs">What it was computed from; those without gradient are told apart by <c>wanted</c> in the rule.</param>
    /// <param name="gradient">Takes dL/doutput and which inputs want a gradient; gives dL/dinput for those, null elsewhere.</param>
    /// <param name="saved">Tensors the rule reads: an in-place change of one before Backward is an error instead of a wrong gradient.</param>
    public static Tensor Record(Tensor output, ReadOnlySpan<Tensor> inputs, GradientRule gradient, params ReadOnlySpan<Tensor> saved)
    {
        return Nodes(inputs) is { } nodes ? Attach(output, new NaryNode(output, nodes, gradient), saved) : output;
    }

    /// <summary>Records an operation of several outputs, whose rule runs once, when the gradients of all of them have arrived.</summary>
    /// <param name="outputs">The results, computed without recording; those that have no gradient (indices, masks) are left out.</param>
    /// <param name="inputs">What they were computed from; those without gradient are told apart by <c>wanted</c> in the rule.</param>
    /// <param name="gradient">Takes dL/doutput of each output, null where nothing depended on it; gives dL/dinput for the wanted inputs, null elsewhere.</param>
    /// <param name="saved">Tensors the rule reads: an in-place change of one before Backward is an error instead of a wrong gradient.</param>
    public static void Record(ReadOnlySpan<Tensor> outputs, ReadOnlySpan<Tensor> inputs, OutputsGradientRule gradient, params ReadOnlySpan<Tensor> saved)
    {
        if (!outputs.IsEmpty && Nodes(inputs) is { } nodes) Record(outputs, new HubNode(outputs[0], outputs.Length, nodes, gradient), saved);
    }

    internal static void Record(ReadOnlySpan<Tensor> outputs, HubNode hub, ReadOnlySpan<Tensor> saved)
    {
        hub.Save(saved);
        if (AnomalyMode.IsOn) AnomalyMode.Note(hub, outputs[0]);
        for (var i = 0; i < outputs.Length; i++) Attach(outputs[i], new OutputNode(outputs[i], hub, i), []);
    }

    static Node?[]? Nodes(ReadOnlySpan<Tensor> inputs)
    {
        Node?[]? nodes = null;
        if (!Enabled) return nodes;
        for (var i = 0; i < inputs.Length; i++)
            if (inputs[i].UpToDateNode() is { } node)
                (nodes ??= new Node?[inputs.Length])[i] = node;
        return nodes;
    }

    /// <summary>
    /// After Record: tensors that no user can reach and only the gradient rule of <paramref name="output"/> reads. Their memory
    /// goes back when the rule has run, or at once where nothing was recorded.
    /// </summary>
    internal static Tensor Own(Tensor output, params ReadOnlySpan<Tensor> temporaries)
    {
        if (output.Node is OperationNode node) node.Own(temporaries);
        else foreach (var tensor in temporaries) tensor.Storage.Release();
        return output;
    }

    static Tensor Attach(Tensor output, OperationNode node, ReadOnlySpan<Tensor> saved)
    {
        node.Save(saved);
        output.SetHistory(node);
        if (AnomalyMode.IsOn) AnomalyMode.Note(node, output);
        return output;
    }
}
