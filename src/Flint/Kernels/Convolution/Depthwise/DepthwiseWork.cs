using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>Chooses the body for a side of the kernel and a width of vectors, and shares out the planes.</summary>
readonly struct DepthwiseWork<T>(DepthwiseProblem<T> problem, KernelWidth width) where T : unmanaged
{
    // Multiply-adds of a task.
    const long TaskWork = 1 << 19;

    internal void Planes<TSide>() where TSide : struct, IKernelSide
    {
        switch (width)
        {
            case KernelWidth.Bits512: Planes<Simd512<T>, Vector512<T>, TSide>(); break;
            case KernelWidth.Bits256: Planes<Simd256<T>, Vector256<T>, TSide>(); break;
            case KernelWidth.Bits128: Planes<Simd128<T>, Vector128<T>, TSide>(); break;
            default: Planes<SimdScalar<T>, T, TSide>(); break;
        }
    }

    internal void Spread<TSide>() where TSide : struct, IKernelSide
    {
        switch (width)
        {
            case KernelWidth.Bits512: Spread<Simd512<T>, Vector512<T>, TSide>(); break;
            case KernelWidth.Bits256: Spread<Simd256<T>, Vector256<T>, TSide>(); break;
            case KernelWidth.Bits128: Spread<Simd128<T>, Vector128<T>, TSide>(); break;
            default: Spread<SimdScalar<T>, T, TSide>(); break;
        }
    }

    internal void WeightGradient<TSide>() where TSide : struct, IKernelSide
    {
        switch (width)
        {
            case KernelWidth.Bits512: WeightGradient<Simd512<T>, Vector512<T>, TSide>(); break;
            case KernelWidth.Bits256: WeightGradient<Simd256<T>, Vector256<T>, TSide>(); break;
            case KernelWidth.Bits128: WeightGradient<Simd128<T>, Vector128<T>, TSide>(); break;
            default: WeightGradient<SimdScalar<T>, T, TSide>(); break;
        }
    }

    void Planes<S, V, TSide>() where S : struct, ISimd<V, T> where V : struct where TSide : struct, IKernelSide
    {
        var body = new DepthwisePlanes<T, S, V, TSide>(problem);
        Threads.For(problem.Planes, Grain(1, TSide.Side), ref body);
    }

    void Spread<S, V, TSide>() where S : struct, ISimd<V, T> where V : struct where TSide : struct, IKernelSide
    {
        var body = new DepthwiseSpread<T, S, V, TSide>(problem);
        Threads.For(problem.Planes, Grain(1, TSide.Side), ref body);
    }

    void WeightGradient<S, V, TSide>() where S : struct, ISimd<V, T> where V : struct where TSide : struct, IKernelSide
    {
        var body = new DepthwiseWeightGradient<T, S, V, TSide>(problem);
        Threads.For(problem.Channels, Grain(problem.Planes / problem.Channels, TSide.Side), ref body);
    }

    long Grain(long planes, int side) => Math.Max(1, TaskWork / (planes * problem.OutPlane * side * side));
}
