using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// Winograd's minimal algorithm F(4, 3) (1980): four neighbouring outputs of a kernel of three from six products instead of twelve. Each
/// method is one matrix applied along one dimension of a tile; along both dimensions one after the other they make F(4 x 4, 3 x 3), 36
/// products for 16 outputs instead of 144 (Lavin and Gray 2016). Elements are vectors of neighbouring channels, <c>step</c> floats apart.
/// </summary>
/// <remarks>
/// The points are 0, a, -a, b, -b and infinity with a = 5/8 and b = 3/2: the worst error is a quarter of that with the customary 1 and 2, and
/// the numbers of Bᵀ and Aᵀ are exact. With P(x) = x (x² - a²) (x² - b²), a row of Bᵀ holds the coefficients of P(x) / (x - p) for its point p, of G the powers of p over that
/// polynomial's value at p, and of Aᵀ the powers of p. Rows of opposite points share their even and odd parts.
/// </remarks>
static unsafe class WinogradTransform
{
    const double A = 5.0 / 8, B = 3.0 / 2, A2 = A * A, B2 = B * B;

    /// <summary>Outputs of a tile along one dimension; inputs, and points, of a tile.</summary>
    internal const int Outputs = 4, Side = Outputs + 2;

    /// <summary>Bᵀ: six inputs to six points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Input<V>(float* from, nint step, float* to, nint toStep) where V : struct, ISimdLane<V>
    {
        V d1 = V.Load(from, step), d2 = V.Load(from, 2 * step), d3 = V.Load(from, 3 * step), d4 = V.Load(from, 4 * step);
        V product = V.Const(A2 * B2), minusSum = V.Const(-(A2 + B2)), minusA2 = V.Const(-A2), minusB2 = V.Const(-B2), a = V.Const(A), b = V.Const(B);
        V.Store(V.Fma(product, V.Load(from, 0), V.Fma(minusSum, d2, d4)), to, 0);
        V even = V.Fma(minusB2, d2, d4), odd = V.Fma(minusB2, d1, d3) * a;
        V.Store(even + odd, to, toStep);
        V.Store(even - odd, to, 2 * toStep);
        even = V.Fma(minusA2, d2, d4);
        odd = V.Fma(minusA2, d1, d3) * b;
        V.Store(even + odd, to, 3 * toStep);
        V.Store(even - odd, to, 4 * toStep);
        V.Store(V.Fma(product, d1, V.Fma(minusSum, d3, V.Load(from, 5 * step))), to, 5 * toStep);
    }

    /// <summary>G: three weights to six points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Weight<V>(float* from, nint step, float* to, nint toStep) where V : struct, ISimdLane<V>
    {
        const double atA = 2 * A2 * (A2 - B2), atB = 2 * B2 * (B2 - A2);
        V g0 = V.Load(from, 0), g1 = V.Load(from, step), g2 = V.Load(from, 2 * step);
        V.Store(g0 * V.Const(1 / (A2 * B2)), to, 0);
        V even = V.Fma(V.Const(A2 / atA), g2, g0 * V.Const(1 / atA)), odd = g1 * V.Const(A / atA);
        V.Store(even + odd, to, toStep);
        V.Store(even - odd, to, 2 * toStep);
        even = V.Fma(V.Const(B2 / atB), g2, g0 * V.Const(1 / atB));
        odd = g1 * V.Const(B / atB);
        V.Store(even + odd, to, 3 * toStep);
        V.Store(even - odd, to, 4 * toStep);
        V.Store(g2, to, 5 * toStep);
    }

    /// <summary>Aᵀ: six points to four outputs, each with <paramref name="bias"/> added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Output<V>(float* from, nint step, float* to, nint toStep, V bias) where V : struct, ISimdLane<V>
    {
        V m1 = V.Load(from, step), m2 = V.Load(from, 2 * step), m3 = V.Load(from, 3 * step), m4 = V.Load(from, 4 * step);
        V evenA = m1 + m2, oddA = m1 - m2, evenB = m3 + m4, oddB = m3 - m4;
        V.Store(V.Load(from, 0) + evenA + evenB + bias, to, 0);
        V.Store(V.Fma(V.Const(B), oddB, V.Fma(V.Const(A), oddA, bias)), to, toStep);
        V.Store(V.Fma(V.Const(B2), evenB, V.Fma(V.Const(A2), evenA, bias)), to, 2 * toStep);
        V.Store(V.Fma(V.Const(B * B2), oddB, V.Fma(V.Const(A * A2), oddA, V.Load(from, 5 * step) + bias)), to, 3 * toStep);
    }
}
