using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Optim;

/// <summary>The update that Adam and AdamW share; they differ in where the weight decay enters.</summary>
readonly struct AdamStep(long step, double lr, double beta1, double beta2, double eps) : IUpdate
{
    readonly double rate = lr / (1 - Math.Pow(beta1, step));
    readonly double unbias = 1 / Math.Sqrt(1 - Math.Pow(beta2, step));

    /// <summary>Adam's weight decay: what of p is added to g.</summary>
    internal double Penalty { get; init; }

    /// <summary>AdamW's: what of p is taken off before the update.</summary>
    internal double Shrink { get; init; }

    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(ref V p, V g, ref V m, ref V v) where V : struct, ILane<V>
    {
        g = V.Fma(V.Const(Penalty), p, g);
        m = V.Const(beta1) * m + V.Const(1 - beta1) * g;
        v = V.Const(beta2) * v + V.Const(1 - beta2) * g * g;
        Move(ref p, m, v);
    }

    /// <summary>The step of a mean m with a given v, its penalty left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Move<V>(ref V p, V m, V v) where V : struct, ILane<V>
    {
        p *= V.Const(1 - Shrink);
        p -= V.Const(rate) * m / (V.Sqrt(v) * V.Const(unbias) + V.Const(eps));
    }

    internal static void Init(Tensor p, ParameterState state, bool amsGrad = false)
    {
        state["exp_avg"] = Tensor.ZerosLike(p);
        state["exp_avg_sq"] = Tensor.ZerosLike(p);
        if (amsGrad) state["max_exp_avg_sq"] = Tensor.ZerosLike(p);
    }

    internal static void Check(double beta1, double beta2, double eps)
    {
        if (!(beta1 is >= 0 and < 1 && beta2 is >= 0 and < 1 && eps >= 0))
            throw new ArgumentException($"Adam needs beta1 and beta2 in [0, 1) and eps of 0 or more, but got {beta1}, {beta2} and {eps}.");
    }
}
