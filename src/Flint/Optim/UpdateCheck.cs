namespace Flint.Optim;

/// <summary>What an update requires of its tensors: its kernel runs over all of them with the parameter's element count.</summary>
static class UpdateCheck
{
    internal static void Require<TUpdate>(string optimizer, Tensor p, Tensor g, ReadOnlySpan<Tensor> states, string? name, ParameterState? known)
        where TUpdate : struct, IUpdate
    {
        var parameter = name is null ? $"a parameter of shape {p.Shape}" : $"parameter '{name}' of shape {p.Shape}";
        if (!p.DType.IsFloating) throw new DTypeException($"{optimizer} updates Float32 or Float64, but {parameter} is {p.DType}.");
        if (g.Shape != p.Shape) throw new ShapeException($"{optimizer} got a gradient of shape {g.Shape} for {parameter}.");
        if (states.Length != TUpdate.States)
            throw new ArgumentException(
                $"{optimizer}'s update {typeof(TUpdate).Name} has {TUpdate.States} states, but got {states.Length} for {parameter}: pass exactly those to Apply.");
        for (var i = 0; i < states.Length; i++) RequireState(states[i], i);

        void RequireState(Tensor state, int i)
        {
            var what = $"{optimizer}'s state {known?.NameOf(state) ?? $"{i}"} of {parameter}";
            if (state.Shape != p.Shape) throw new ShapeException($"{what} has shape {state.Shape}: make it with Tensor.ZerosLike(p).");
            if (state.DType != p.DType) throw new DTypeException($"{what} is {state.DType}, but the parameter {p.DType}: make it with Tensor.ZerosLike(p).");
            if (!state.IsContiguous) throw new ArgumentException($"{what} is a strided view: make it with Tensor.ZerosLike(p), or pass Contiguous().");
        }
    }
}
