using System.Runtime.CompilerServices;
using Flint.Kernels;

namespace Flint;

/// <summary>A smooth ReLU (Dugas et al. 2001).</summary>
public static class SoftplusOps
{
    extension(Tensor x)
    {
        /// <summary>log(1 + e^(beta x)) / beta; x itself where beta x is above <paramref name="threshold"/>, as in PyTorch.</summary>
        public Tensor Softplus(double beta = 1, double threshold = 20) => Elementwise.Unary(x, new Body(beta, threshold));
    }

    readonly struct Body(double beta, double threshold) : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V>
        {
            var z = V.Const(beta) * x;
            // log(1 + e^z) = max(z, 0) + log(1 + e^-|z|)
            var smooth = V.Max(z, V.Zero) + V.Log1p(V.Exp(-V.Abs(z)));
            return V.Select(z > V.Const(threshold), x, smooth / V.Const(beta));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V>
        {
            var z = V.Const(beta) * x;
            return V.Select(z > V.Const(threshold), dy, dy * V.Sigmoid(z));
        }
    }
}
