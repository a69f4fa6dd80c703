using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>The error function.</summary>
public static class ErfOps
{
    extension(Tensor x)
    {
        /// <summary>2/√π ∫₀ˣ e^(-t²) dt. Integers give Float32. Float32 within 4 ULP.</summary>
        public Tensor Erf() => Elementwise.Unary<Body>(x);
    }

    readonly struct Body : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Erf(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * V.Const(1.1283791670955126) * V.Exp(-x * x);
    }
}
