namespace Flint;

/// <summary>
/// Records how a result came from its inputs, so that <see cref="Tensor.Backward()"/> can walk back. Operations of users
/// call <see cref="Record(Tensor, Tensor, Func{Tensor, Tensor})"/> exactly as Flint's own do.
/// </summary>
public static class Tape
{
    /// <summary>True where an operation on this input must be recorded: gradients are on, and the input asks for one.</summary>
    public static bool Tracks(Tensor x) => x.RequiresGrad;

    /// <summary>Records a one-input operation. <paramref name="gradient"/> takes dL/doutput and gives dL/dinput.</summary>
    public static Tensor Record(Tensor output, Tensor input, Func<Tensor, Tensor> gradient) => output;

    /// <summary>
    /// Records an operation of several inputs. <paramref name="gradient"/> takes dL/doutput and, per input, whether its
    /// gradient is wanted; it gives dL/dinput for those (null elsewhere).
    /// </summary>
    public static Tensor Record(Tensor output, ReadOnlySpan<Tensor> inputs, GradientRule gradient, params ReadOnlySpan<Tensor> saved) => output;
}

/// <summary>Gradients of a recorded operation's inputs from the gradient of its output.</summary>
public delegate Tensor?[] GradientRule(Tensor gradient, ReadOnlySpan<bool> wanted);
