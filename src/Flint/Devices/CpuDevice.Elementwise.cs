using Flint.Kernels;

namespace Flint;

sealed unsafe partial class CpuDevice
{
    internal override void Unary<TOp>(TOp op, Tensor x, Tensor y) => Traverse(y.DType switch
    {
        DType.Float32 => Loop<float>.Unary<TOp>(),
        DType.Float64 => Loop<double>.Unary<TOp>(),
        DType.Int64 when TOp.KeepsIntegers => Loop<long>.Unary<TOp>(),
        DType.Int32 when TOp.KeepsIntegers => Loop<int>.Unary<TOp>(),
        DType.UInt8 when TOp.KeepsIntegers => Loop<byte>.Unary<TOp>(),
        _ => throw NoKernel<TOp>(y),
    }, &op, y, x);

    internal override void UnaryGradient<TOp>(TOp op, Tensor dy, Tensor x, Tensor y, Tensor dx) => Traverse(dx.DType switch
    {
        DType.Float32 => Loop<float>.UnaryGradient<TOp>(),
        DType.Float64 => Loop<double>.UnaryGradient<TOp>(),
        _ => throw NoKernel<TOp>(dx),
    }, &op, dx, dy, x, y);

    internal override void Binary<TOp>(TOp op, Tensor a, Tensor b, Tensor y) => Traverse(y.DType switch
    {
        DType.Float32 => Loop<float>.Binary<TOp>(),
        DType.Float64 => Loop<double>.Binary<TOp>(),
        DType.Int64 when TOp.KeepsIntegers => Loop<long>.Binary<TOp>(),
        DType.Int32 when TOp.KeepsIntegers => Loop<int>.Binary<TOp>(),
        DType.UInt8 when TOp.KeepsIntegers => Loop<byte>.Binary<TOp>(),
        _ => throw NoKernel<TOp>(y),
    }, &op, y, a, b);

    internal override void BinaryGradient<TOp>(TOp op, Operands input, Tensor dy, Tensor a, Tensor b, Tensor y, Tensor result) =>
        Traverse((result.DType, input) switch
        {
            (DType.Float32, Operands.First) => Loop<float>.GradientA<TOp>(),
            (DType.Float64, Operands.First) => Loop<double>.GradientA<TOp>(),
            (DType.Float32, _) => Loop<float>.GradientB<TOp>(),
            (DType.Float64, _) => Loop<double>.GradientB<TOp>(),
            _ => throw NoKernel<TOp>(result),
        }, &op, result, dy, a, b, y);

    internal override void Test<TOp>(TOp op, Tensor x, Tensor y) => Traverse(x.DType switch
    {
        DType.Float32 => Loop<float>.Test<TOp>(),
        DType.Float64 => Loop<double>.Test<TOp>(),
        DType.Int64 => Loop<long>.Test<TOp>(),
        DType.Int32 => Loop<int>.Test<TOp>(),
        _ => Loop<byte>.Test<TOp>(),
    }, &op, y, x);

    internal override void Compare<TOp>(TOp op, Tensor a, Tensor b, Tensor y) => Traverse(a.DType switch
    {
        DType.Float32 => Loop<float>.Compare<TOp>(),
        DType.Float64 => Loop<double>.Compare<TOp>(),
        DType.Int64 => Loop<long>.Compare<TOp>(),
        DType.Int32 => Loop<int>.Compare<TOp>(),
        _ => Loop<byte>.Compare<TOp>(),
    }, &op, y, a, b);

    internal override void Where(Tensor condition, Tensor a, Tensor b, Tensor y) => Traverse(y.DType.Size switch
    {
        1 => &Choice.Loop<byte>,
        2 => &Choice.Loop<ushort>,
        4 => &Choice.Loop<uint>,
        _ => &Choice.Loop<ulong>,
    }, null, y, condition, a, b);

    /// <summary>Runs an inner loop over operands of any layout, the output first.</summary>
    static void Traverse(delegate*<void*, byte**, nint, bool, void> loop, void* op, Tensor y, Tensor a, Tensor? b = null, Tensor? c = null, Tensor? d = null)
    {
        if (y.Count == 0) return;
        if (y.Count > Grain.Of(1) && y.IsContiguous)
        {
            // Elements far apart are slow to pick one by one: a transposed operand is first copied tile by tile.
            var (e, f, g, h) = (Straight(a, y)!, Straight(b, y), Straight(c, y), Straight(d, y));
            Run(loop, op, y, e, f, g, h);
            if (!ReferenceEquals(e, a)) e.Storage.Release();
            if (!ReferenceEquals(f, b)) f!.Storage.Release();
            if (!ReferenceEquals(g, c)) g!.Storage.Release();
            if (!ReferenceEquals(h, d)) h!.Storage.Release();
        }
        else Run(loop, op, y, a, b, c, d);
    }

    static void Run(delegate*<void*, byte**, nint, bool, void> loop, void* op, Tensor y, Tensor a, Tensor? b, Tensor? c, Tensor? d)
    {
        fixed (byte* p0 = y.Storage, p1 = a.Storage, p2 = b?.Storage, p3 = c?.Storage, p4 = d?.Storage)
        {
            var operands = new Pointers { First = At(p0, y), Second = At(p1, a), Third = At(p2, b), Fourth = At(p3, c), Fifth = At(p4, d) };
            if (y.Count <= Grain.Of(1) && IsPlain(y, y) && IsPlain(a, y) && IsPlain(b, y) && IsPlain(c, y) && IsPlain(d, y))
                loop(op, (byte**)&operands, (nint)y.Count, false);
            else
                Traversal.Run(GridOf(y, a, b, c, d), loop, op, (byte**)&operands);
        }
        GC.KeepAlive(y);
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
        GC.KeepAlive(d);
    }

    static Tensor? Straight(Tensor? x, Tensor y)
    {
        if (x is null || x.Layout.IsContiguous || x.Layout.Count != y.Layout.Count || !x.Layout.IsTransposed) return x;
        var copy = Tensor.EmptyLike(x);
        x.Device.Copy(x, copy);
        return copy;
    }

    static byte* At(byte* memory, Tensor? x) => x is null ? null : memory + x.Offset * x.DType.Size;

    /// <summary>An array on the stack, without the guard that stackalloc brings.</summary>
    struct Pointers
    {
        internal byte* First, Second, Third, Fourth, Fifth;
    }

    /// <summary>Equal counts of broadcastable shapes mean equal sizes, so contiguous memory can be walked from end to end.</summary>
    static bool IsPlain(Tensor? x, Tensor y) => x is null || (x.Layout.IsContiguous && x.Layout.Count == y.Layout.Count);

    static Grid GridOf(Tensor y, Tensor a, Tensor? b, Tensor? c, Tensor? d) =>
        d is not null ? Grid.Of(y.Layout.Sizes, y, a, b!, c!, d) :
        c is not null ? Grid.Of(y.Layout.Sizes, y, a, b!, c) :
        b is not null ? Grid.Of(y.Layout.Sizes, y, a, b) : Grid.Of(y.Layout.Sizes, y, a);

    /// <summary>The operation is the class around the body: AbsOps is Abs.</summary>
    static DTypeException NoKernel<TOp>(Tensor y)
    {
        var name = (typeof(TOp).DeclaringType ?? typeof(TOp)).Name;
        if (name.EndsWith("Ops", StringComparison.Ordinal)) name = name[..^3];
        return new($"{name} is not defined for {y.DType}: convert with To(DType.Float32) first.");
    }
}
