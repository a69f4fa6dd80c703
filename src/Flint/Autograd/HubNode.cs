namespace Flint;

/// <summary>
/// Gradients of a recorded operation's inputs from those of its outputs: null for an output that nothing depended on; null for an
/// input whose gradient is not wanted.
/// </summary>
public delegate Tensor?[] OutputsGradientRule(ReadOnlySpan<Tensor?> gradients, ReadOnlySpan<bool> wanted);

/// <summary>An operation of several outputs: it runs when the gradients of all of them have arrived.</summary>
sealed class HubNode(Tensor output, int outputs, Node?[] inputs, OutputsGradientRule rule) : OperationNode(output)
{
    OutputsGradientRule? rule = rule;
    Tensor?[] arrived = new Tensor?[outputs];

    internal override ReadOnlySpan<Node?> Inputs => inputs;

    internal override Delegate? Rule => rule;

    internal override bool IsOwn => !RunsForeignCode && base.IsOwn;

    /// <summary>The rule calls code that may keep what it makes, though it is one of Flint's.</summary>
    internal bool RunsForeignCode { get; init; }

    /// <summary>Whether it is the first to arrive.</summary>
    internal bool Deliver(int output, Tensor gradient)
    {
        arrived[output] = gradient;
        if (Pending is not null) return false;
        Pending = gradient;
        return true;
    }

    internal override void Differentiate(Tensor gradient, BackwardPass pass)
    {
        var gradients = arrived;
        arrived = new Tensor?[gradients.Length];
        Span<bool> wanted = stackalloc bool[inputs.Length];
        for (var i = 0; i < inputs.Length; i++) wanted[i] = pass.Wants(inputs[i]);
        // A rule of users may keep what it sees; ours may give one of them on.
        foreach (var value in gradients)
            if (value is not null) GradientMemory.Show(value);
        Send(rule!(gradients, wanted), inputs, wanted, rule, pass);
        foreach (var value in gradients)
            if (value is not null && !ReferenceEquals(value, gradient)) pass.Forget(value);
    }

    internal override void Clear()
    {
        base.Clear();
        Array.Clear(arrived);
    }

    internal override void Free(bool releases)
    {
        base.Free(releases);
        rule = null;
    }
}

/// <summary>One output of an operation of several: passes its gradient to the operation.</summary>
sealed class OutputNode(Tensor output, HubNode hub, int index) : OperationNode(output)
{
    readonly Node hub = hub;

    internal override ReadOnlySpan<Node?> Inputs => new(in hub!);

    internal override Delegate? Rule => ((HubNode)hub).Rule;

    internal override bool IsOwn => true;

    internal override void Differentiate(Tensor gradient, BackwardPass pass)
    {
        ((HubNode)hub).RequireIntact();
        if (pass.Wants(hub)) pass.Deliver((HubNode)hub, index, gradient);
    }

    /// <summary>The operation says when it is used up.</summary>
    internal override void Free(bool releases) { }
}
