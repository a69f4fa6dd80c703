using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>Where softmax and log-softmax differ; the traversals of <see cref="SoftmaxRows"/> and <see cref="SoftmaxColumns"/> are shared.</summary>
interface ISoftmaxForm
{
    /// <summary>What the output's memory holds between the passes, of x - max and its exponential.</summary>
    static abstract V Keep<V>(V shifted, V exponential) where V : struct, ILane<V>;

    /// <summary>The output from the kept value and the sum of exponentials turned by <see cref="Norm{V}"/>.</summary>
    static abstract V Finish<V>(V kept, V norm) where V : struct, ILane<V>;

    static abstract V Norm<V>(V sum) where V : struct, ILane<V>;

    /// <summary>What the gradient sums over the dimension.</summary>
    static abstract V Term<V>(V dy, V y) where V : struct, ILane<V>;

    static abstract V Gradient<V>(V dy, V y, V sum) where V : struct, ILane<V>;
}

/// <summary>y = exp(x - max) / Σ exp(x - max); dx = y (dy - Σ dy y).</summary>
readonly struct SoftmaxForm : ISoftmaxForm
{
    [MethodImpl(Always)] public static V Keep<V>(V shifted, V exponential) where V : struct, ILane<V> => exponential;
    [MethodImpl(Always)] public static V Norm<V>(V sum) where V : struct, ILane<V> => V.One / sum;
    [MethodImpl(Always)] public static V Finish<V>(V kept, V norm) where V : struct, ILane<V> => kept * norm;
    [MethodImpl(Always)] public static V Term<V>(V dy, V y) where V : struct, ILane<V> => dy * y;
    [MethodImpl(Always)] public static V Gradient<V>(V dy, V y, V sum) where V : struct, ILane<V> => y * (dy - sum);
}

/// <summary>y = x - max - log Σ exp(x - max); dx = dy - exp(y) Σ dy.</summary>
readonly struct LogSoftmaxForm : ISoftmaxForm
{
    [MethodImpl(Always)] public static V Keep<V>(V shifted, V exponential) where V : struct, ILane<V> => shifted;
    [MethodImpl(Always)] public static V Norm<V>(V sum) where V : struct, ILane<V> => V.Log(sum);
    [MethodImpl(Always)] public static V Finish<V>(V kept, V norm) where V : struct, ILane<V> => kept - norm;
    [MethodImpl(Always)] public static V Term<V>(V dy, V y) where V : struct, ILane<V> => dy;
    [MethodImpl(Always)] public static V Gradient<V>(V dy, V y, V sum) where V : struct, ILane<V> => dy - V.Exp(y) * sum;
}
