using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>
/// The inner loops: contiguous operands, the output first. The body is inlined once; what does not fill a lane goes
/// through <see cref="Remainder"/>, so that every element is computed the same way. See <see cref="Streaming"/> for <c>streams</c>.
/// </summary>
static unsafe class Loops
{
    [MethodImpl(Hot)]
    internal static void Unary<TOp, V>(void* op, byte** operands, nint count, bool streams)
        where TOp : unmanaged, IUnaryOp where V : struct, ISimdLane<V>
    {
        var body = *(TOp*)op;
        byte* y = operands[0], x = operands[1];
        nint i = 0;
        for (; i <= count - V.Width; i += V.Width)
            Streaming.Put(body.Forward(V.Load(x, i)), y, i, streams);
        if (i < count) new Remainder(i, count, V.Width, V.ElementSize, V.ElementSize).Run(&Unary<TOp, V>, op, operands, 1);
    }

    [MethodImpl(Hot)]
    internal static void UnaryGradient<TOp, V>(void* op, byte** operands, nint count, bool streams)
        where TOp : unmanaged, IUnaryOp where V : struct, ISimdLane<V>
    {
        var body = *(TOp*)op;
        byte* dx = operands[0], dy = operands[1], x = operands[2], y = operands[3];
        nint i = 0;
        for (; i <= count - V.Width; i += V.Width)
            Streaming.Put(body.Gradient(V.Load(dy, i), Read<V>(x, i, TOp.GradientReads & Operands.First),
                Read<V>(y, i, TOp.GradientReads & Operands.Output)), dx, i, streams);
        if (i < count) new Remainder(i, count, V.Width, V.ElementSize, V.ElementSize).Run(&UnaryGradient<TOp, V>, op, operands, 3);
    }

    [MethodImpl(Hot)]
    internal static void Binary<TOp, V>(void* op, byte** operands, nint count, bool streams)
        where TOp : unmanaged, IBinaryOp where V : struct, ISimdLane<V>
    {
        var body = *(TOp*)op;
        byte* y = operands[0], a = operands[1], b = operands[2];
        nint i = 0;
        for (; i <= count - V.Width; i += V.Width)
            Streaming.Put(body.Forward(V.Load(a, i), V.Load(b, i)), y, i, streams);
        if (i < count) new Remainder(i, count, V.Width, V.ElementSize, V.ElementSize).Run(&Binary<TOp, V>, op, operands, 2);
    }

    [MethodImpl(Hot)]
    internal static void GradientA<TOp, V>(void* op, byte** operands, nint count, bool streams)
        where TOp : unmanaged, IBinaryOp where V : struct, ISimdLane<V>
    {
        var body = *(TOp*)op;
        byte* da = operands[0], dy = operands[1];
        byte* a = operands[2], b = operands[3], y = operands[4];
        nint i = 0;
        for (; i <= count - V.Width; i += V.Width)
            Streaming.Put(body.GradientA(V.Load(dy, i), Read<V>(a, i, TOp.GradientAReads & Operands.First),
                Read<V>(b, i, TOp.GradientAReads & Operands.Second), Read<V>(y, i, TOp.GradientAReads & Operands.Output)), da, i, streams);
        if (i < count) new Remainder(i, count, V.Width, V.ElementSize, V.ElementSize).Run(&GradientA<TOp, V>, op, operands, 4);
    }

    [MethodImpl(Hot)]
    internal static void GradientB<TOp, V>(void* op, byte** operands, nint count, bool streams)
        where TOp : unmanaged, IBinaryOp where V : struct, ISimdLane<V>
    {
        var body = *(TOp*)op;
        byte* db = operands[0], dy = operands[1];
        byte* a = operands[2], b = operands[3], y = operands[4];
        nint i = 0;
        for (; i <= count - V.Width; i += V.Width)
            Streaming.Put(body.GradientB(V.Load(dy, i), Read<V>(a, i, TOp.GradientBReads & Operands.First),
                Read<V>(b, i, TOp.GradientBReads & Operands.Second), Read<V>(y, i, TOp.GradientBReads & Operands.Output)), db, i, streams);
        if (i < count) new Remainder(i, count, V.Width, V.ElementSize, V.ElementSize).Run(&GradientB<TOp, V>, op, operands, 4);
    }

    [MethodImpl(Hot)]
    internal static void Test<TOp, V>(void* op, byte** operands, nint count, bool streams)
        where TOp : unmanaged, ITest where V : struct, ISimdLane<V>
    {
        var body = *(TOp*)op;
        byte* y = operands[0], x = operands[1];
        nint i = 0;
        for (; i <= count - V.Width; i += V.Width)
            V.StoreMask(body.Test(V.Load(x, i)), y, i);
        if (i < count) new Remainder(i, count, V.Width, V.ElementSize, 1).Run(&Test<TOp, V>, op, operands, 1);
    }

    [MethodImpl(Hot)]
    internal static void Compare<TOp, V>(void* op, byte** operands, nint count, bool streams)
        where TOp : unmanaged, IComparison where V : struct, ISimdLane<V>
    {
        var body = *(TOp*)op;
        byte* y = operands[0], a = operands[1], b = operands[2];
        nint i = 0;
        for (; i <= count - V.Width; i += V.Width)
            V.StoreMask(body.Compare(V.Load(a, i), V.Load(b, i)), y, i);
        if (i < count) new Remainder(i, count, V.Width, V.ElementSize, 1).Run(&Compare<TOp, V>, op, operands, 2);
    }

    /// <summary>Loads only what the gradient reads; the test is a constant to the compiler.</summary>
    [MethodImpl(Always)]
    static V Read<V>(byte* source, nint index, Operands read) where V : struct, ISimdLane<V> =>
        read != Operands.None ? V.Load(source, index) : default;
}
