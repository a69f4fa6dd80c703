namespace Flint.Optim;

/// <summary>What an update requires of its tensors: its kernel runs over all of them with the parameter's element count.</summary>
static class UpdateCheck
{
    internal static void Require<TUpdate>(Optimizer optimizer, Tensor p, Tensor g, ReadOnlySpan<Tensor> states) where TUpdate : struct, IUpdate
    {
        if (!p.DType.IsFloating) throw new DTypeException($"{Name()} updates Float32 or Float64, but {Parameter()} is {p.DType}.");
        if (g.Shape != p.Shape) throw new ShapeException($"{Name()} got a gradient of shape {g.Shape} for {Parameter()}.");
        if (states.Length != TUpdate.States)
            throw new ArgumentException(
                $"{Name()}'s update {typeof(TUpdate).Name} has {TUpdate.States} states, but got {states.Length} for {Parameter()}: pass exactly those to Apply.");
        for (var i = 0; i < states.Length; i++) RequireState(states[i], i);

        void RequireState(Tensor state, int i)
        {
            if (state.Shape != p.Shape) throw new ShapeException($"{State(state, i)} has shape {state.Shape}: make it with Tensor.ZerosLike(p).");
            if (state.DType != p.DType) throw new DTypeException($"{State(state, i)} is {state.DType}, but the parameter {p.DType}: make it with Tensor.ZerosLike(p).");
            if (!state.IsContiguous) throw new ArgumentException($"{State(state, i)} is a strided view: make it with Tensor.ZerosLike(p), or pass Contiguous().");
        }

        // Texts are made for an error alone: this runs for each parameter in each step.
        string Name() => optimizer.GetType().Name;
        string Parameter() => optimizer.NameOf(p) is { } name ? $"parameter '{name}' of shape {p.Shape}" : $"a parameter of shape {p.Shape}";
        string State(Tensor state, int i) => $"{Name()}'s state {optimizer.NameOf(p, state) ?? $"{i}"} of {Parameter()}";
    }
}
