namespace Flint;

/// <summary>The recurrent cells.</summary>
enum RecurrentKind
{
    Tanh,
    Relu,
    Lstm,
    Gru,
}

/// <summary>Contiguous tensors of one step of a recurrent cell over a batch; those a cell or direction does not use are null.</summary>
sealed record RecurrentTask(RecurrentKind Kind, Tensor H, Tensor NextH, Tensor? C = null, Tensor? NextC = null, Tensor? Kept = null)
{
    /// <summary>Gates from the input and from the state, [B, gates H]: forward.</summary>
    internal Tensor? Gx { get; init; }
    internal Tensor? Gh { get; init; }

    /// <summary>Gradients: backward. Dc goes from the new to the old cell state in place; what of H's does not pass through Gh is in Through.</summary>
    internal Tensor? Dh { get; init; }
    internal Tensor? Dc { get; init; }
    internal Tensor? Dgx { get; init; }
    internal Tensor? Dgh { get; init; }
    internal Tensor? Through { get; init; }
}

public abstract partial class Device
{
    /// <summary>Fills NextH, NextC and, where given, Kept.</summary>
    internal abstract void RecurrentStep(RecurrentTask task);

    /// <summary>Fills Dgx, Dgh and Through; changes Dc.</summary>
    internal abstract void RecurrentStepGradient(RecurrentTask task);
}
