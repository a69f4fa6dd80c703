using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint.Optim;

/// <summary>The first pass of AMSGrad: the means, and in the place of the parameter the largest v.</summary>
readonly struct AmsMoments(double beta1, double beta2) : IUpdate
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(ref V largest, V g, ref V m, ref V v) where V : struct, ILane<V>
    {
        m = V.Const(beta1) * m + V.Const(1 - beta1) * g;
        v = V.Const(beta2) * v + V.Const(1 - beta2) * g * g;
        largest = V.Max(largest, v);
    }
}

/// <summary>The second pass: Adam's step, with m in the place of the gradient.</summary>
readonly struct AmsStep(AdamStep step) : IUpdate
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V>(ref V p, V m, ref V largest, ref V unused) where V : struct, ILane<V> => step.Move(ref p, m, largest);
}
