using System.Numerics;
using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>Picks the inner loop of the widest lane that the processor has. The tests are constants to the compiler.</summary>
static unsafe class Loop<T> where T : unmanaged, INumber<T>
{
    internal static delegate*<void*, byte**, nint, bool, void> Unary<TOp>() where TOp : unmanaged, IUnaryOp =>
        Vector512.IsHardwareAccelerated ? &Loops.Unary<TOp, Lane512<T>> :
        Vector256.IsHardwareAccelerated ? &Loops.Unary<TOp, Lane256<T>> :
        Vector128.IsHardwareAccelerated ? &Loops.Unary<TOp, Lane128<T>> : &Loops.Unary<TOp, Lane1<T>>;

    internal static delegate*<void*, byte**, nint, bool, void> UnaryGradient<TOp>() where TOp : unmanaged, IUnaryOp =>
        Vector512.IsHardwareAccelerated ? &Loops.UnaryGradient<TOp, Lane512<T>> :
        Vector256.IsHardwareAccelerated ? &Loops.UnaryGradient<TOp, Lane256<T>> :
        Vector128.IsHardwareAccelerated ? &Loops.UnaryGradient<TOp, Lane128<T>> : &Loops.UnaryGradient<TOp, Lane1<T>>;

    internal static delegate*<void*, byte**, nint, bool, void> Binary<TOp>() where TOp : unmanaged, IBinaryOp =>
        Vector512.IsHardwareAccelerated ? &Loops.Binary<TOp, Lane512<T>> :
        Vector256.IsHardwareAccelerated ? &Loops.Binary<TOp, Lane256<T>> :
        Vector128.IsHardwareAccelerated ? &Loops.Binary<TOp, Lane128<T>> : &Loops.Binary<TOp, Lane1<T>>;

    internal static delegate*<void*, byte**, nint, bool, void> GradientA<TOp>() where TOp : unmanaged, IBinaryOp =>
        Vector512.IsHardwareAccelerated ? &Loops.GradientA<TOp, Lane512<T>> :
        Vector256.IsHardwareAccelerated ? &Loops.GradientA<TOp, Lane256<T>> :
        Vector128.IsHardwareAccelerated ? &Loops.GradientA<TOp, Lane128<T>> : &Loops.GradientA<TOp, Lane1<T>>;

    internal static delegate*<void*, byte**, nint, bool, void> GradientB<TOp>() where TOp : unmanaged, IBinaryOp =>
        Vector512.IsHardwareAccelerated ? &Loops.GradientB<TOp, Lane512<T>> :
        Vector256.IsHardwareAccelerated ? &Loops.GradientB<TOp, Lane256<T>> :
        Vector128.IsHardwareAccelerated ? &Loops.GradientB<TOp, Lane128<T>> : &Loops.GradientB<TOp, Lane1<T>>;

    internal static delegate*<void*, byte**, nint, bool, void> Test<TOp>() where TOp : unmanaged, ITest =>
        Vector512.IsHardwareAccelerated ? &Loops.Test<TOp, Lane512<T>> :
        Vector256.IsHardwareAccelerated ? &Loops.Test<TOp, Lane256<T>> :
        Vector128.IsHardwareAccelerated ? &Loops.Test<TOp, Lane128<T>> : &Loops.Test<TOp, Lane1<T>>;

    internal static delegate*<void*, byte**, nint, bool, void> Compare<TOp>() where TOp : unmanaged, IComparison =>
        Vector512.IsHardwareAccelerated ? &Loops.Compare<TOp, Lane512<T>> :
        Vector256.IsHardwareAccelerated ? &Loops.Compare<TOp, Lane256<T>> :
        Vector128.IsHardwareAccelerated ? &Loops.Compare<TOp, Lane128<T>> : &Loops.Compare<TOp, Lane1<T>>;
}
