namespace Flint;

/// <summary>The recurrent cells.</summary>
enum RecurrentKind
{
    Tanh,
    Relu,
    Lstm,
    Gru,
}

/// <summary>Contiguous tensors of a recurrent cell over a sequence of T steps and a batch of B; those a cell or direction does not use are null.</summary>
/// <param name="Kind">The cell.</param>
/// <param name="First">The state before, [B, H].</param>
/// <param name="WeightHh">[gates H, H].</param>
/// <param name="Output">The states, [T (or more), B, H].</param>
/// <param name="Cells">Cell states, the first of which is given: [T + 1, B, H], or [2, B, H] that take turns.</param>
/// <param name="Kept">What the gradient needs, [T, B, kept H].</param>
sealed record RecurrentTask(RecurrentKind Kind, Tensor First, Tensor WeightHh, Tensor Output, Tensor? Cells, Tensor? Kept)
{
    /// <summary>[gates H]: forward.</summary>
    internal Tensor? BiasHh { get; init; }

    /// <summary>Gates from the input, [T, B, gates H]: forward. Or the input [T, B, In] itself and its weights.</summary>
    internal Tensor? Gx { get; init; }
    internal Tensor? X { get; init; }
    internal Tensor? WeightIh { get; init; }
    internal Tensor? BiasIh { get; init; }

    /// <summary>Gradients: of the outputs, [T (or more), B, H]; of the states and cell states after the last step, in place to those before the first; of the gates, where Dgh is Dgx but for a GRU.</summary>
    internal Tensor? Dy { get; init; }
    internal Tensor? Dh { get; init; }
    internal Tensor? Dc { get; init; }
    internal Tensor? Dgx { get; init; }
    internal Tensor? Dgh { get; init; }

    /// <summary>Whether Dh at the first step is of use.</summary>
    internal bool WantsFirst { get; init; }

    internal int Steps => (Gx ?? X ?? Dgx)!.Size(0);
}

public abstract partial class Device
{
    /// <summary>Fills Output, Cells and, where given, Kept.</summary>
    internal abstract void Recurrence(RecurrentTask task);

    /// <summary>Fills Dgx and Dgh; changes Dh and Dc.</summary>
    internal abstract void RecurrenceGradient(RecurrentTask task);
}
