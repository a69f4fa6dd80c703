namespace Flint.NN;

public abstract partial class Module
{
    /// <summary>Puts this module and all inside it into training (or, with false, evaluation) mode.</summary>
    public void Train(bool mode = true)
    {
        foreach (var (_, module) in State.Modules) module.SetMode(mode);
    }

    /// <summary>Evaluation mode: no dropout, batch norm uses its running statistics.</summary>
    public void Eval() => Train(false);

    /// <summary>Stops training the parameters of this module: they no longer require a gradient, but stay parameters.</summary>
    public void Freeze() => SetRequiresGrad(false);

    /// <summary>Trains the parameters of this module again.</summary>
    public void Unfreeze() => SetRequiresGrad(true);

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void ZeroGrad()
    {
        foreach (var entry in State.Parameters) entry.Tensor.Grad = null;
    }

    /// <summary>
    /// Converts the floating-point parameters and buffers, and the gradients there are. The tensors stay the same objects with other memory, so
    /// that an optimiser made before goes on with them; what it remembers already keeps its dtype: convert before the first step.
    /// </summary>
    /// <exception cref="DTypeException"><paramref name="dtype"/> is not floating-point.</exception>
    public void To(DType dtype)
    {
        if (!dtype.IsFloating)
            throw new DTypeException($"A module's weights are floating-point: To({dtype}) is not possible, use Float32, Float64, BFloat16 or Float16.");
        foreach (var entry in State.Entries)
            if (entry.Tensor.DType.IsFloating) entry.Tensor.ConvertTo(dtype);
    }

    internal void SetMode(bool training) => IsTraining = training;

    void SetRequiresGrad(bool value)
    {
        foreach (var entry in State.Parameters) entry.Tensor.RequiresGrad = value;
    }
}
