namespace Flint.Optim;

public abstract partial class Optimizer
{
    const string Master = "master";

    bool masterWeights;

    /// <summary>
    /// Whether 16-bit parameters are trained by way of Float32 copies: the update changes the copy, and the parameter becomes its rounded value. Steps too
    /// small for 16 bits add up there instead of being lost (Micikevicius et al., "Mixed precision training", 2018). The copy is part of
    /// the state as <c>{parameter}.master</c>, made from the parameter at its first update: load weights before. False at the start.
    /// </summary>
    /// <exception cref="InvalidOperationException">Set after the first step.</exception>
    public bool MasterWeights
    {
        get => masterWeights;
        set
        {
            if (value == masterWeights) return;
            if (states.Count > 0)
                throw new InvalidOperationException($"{GetType().Name}.MasterWeights was set to {value} after the first step: set it when the optimiser is made.");
            masterWeights = value;
        }
    }

    void Begin(Tensor parameter, ParameterState state, ParameterGroup group)
    {
        if (masterWeights && parameter.DType != parameter.DType.Finer) state[Master] = parameter.Detach().To(parameter.DType.Finer);
        Init(state.Contains(Master) ? state[Master] : parameter, state, group);
    }

    void UpdateMaster(Tensor parameter, Tensor gradient, ParameterState state, ParameterGroup group)
    {
        var master = state[Master];
        Update(master, gradient.To(master.DType), state, group);
        queue.Copy(master, parameter);
    }
}
