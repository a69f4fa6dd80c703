using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Flint.Kernels;

namespace Flint.Tests.Kernels.Elements;

/// <summary>Float32 functions against Float64, in units in the last place, over dense sweeps of all floats and at every lane width.</summary>
public sealed unsafe class FloatMathTests
{
    // Every 7919th bit pattern: about 540 thousand floats of all signs and exponents, infinities' and NaNs' neighbours too.
    const uint Step = 7919;

    public static TheoryData<string, int> All =>
    [
        .. from name in (string[])["Exp", "Expm1", "Log", "Log1p", "Tanh", "Sigmoid", "Erf", "Sin", "Cos", "Atan", "Tan"]
           from bits in (int[])[512, 256, 128, 32]
           select new TheoryDataRow<string, int>(name, bits),
    ];

    [Theory, MemberData(nameof(All))]
    public void StaysWithinItsBound(string name, int bits)
    {
        if (bits > 32 && bits > Widest) return; // software vectors would only be slow
        switch (name)
        {
            case "Exp": Check<ExpBody>(bits, Math.Exp, 1); break;
            case "Expm1": Check<Expm1Body>(bits, DoubleMath.Expm1, 2); break;
            case "Log": Check<LogBody>(bits, Math.Log, 1); break;
            case "Log1p": Check<Log1pBody>(bits, DoubleMath.Log1p, 2); break;
            case "Tanh": Check<TanhBody>(bits, Math.Tanh, 3); break;
            case "Sigmoid": Check<SigmoidBody>(bits, DoubleMath.Sigmoid, 3); break;
            case "Sin": Check<SinBody>(bits, Math.Sin, 2); break;
            case "Cos": Check<CosBody>(bits, Math.Cos, 2); break;
            case "Atan": Check<AtanBody>(bits, Math.Atan, 2); break;
            case "Tan": Check<TanBody>(bits, Math.Tan, 5); break;
            default: Check<ErfBody>(bits, DoubleMath.Erf, 4); break;
        }
    }

    public static TheoryData<float> Edges =>
    [
        float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, float.Epsilon, float.MaxValue, float.MinValue, 88.72283f, 88.72284f,
        -87.33655f, -103.97208f, -103.97209f,
    ];

    [Theory, MemberData(nameof(Edges))]
    public void IsRightAtTheEdges(float x)
    {
        Near(Run<ExpBody>(x), Math.Exp(x), 1);
        Near(Run<Expm1Body>(x), DoubleMath.Expm1(x), 2);
        Near(Run<LogBody>(x), Math.Log(x), 1);
        Near(Run<Log1pBody>(x), DoubleMath.Log1p(x), 2);
        Near(Run<TanhBody>(x), Math.Tanh(x), 3);
        Near(Run<SigmoidBody>(x), DoubleMath.Sigmoid(x), 3);
        Near(Run<ErfBody>(x), DoubleMath.Erf(x), 4);
        Near(Run<SinBody>(x), Math.Sin(x), 2);
        Near(Run<CosBody>(x), Math.Cos(x), 2);
        Near(Run<AtanBody>(x), Math.Atan(x), 2);

        static void Near(float actual, double expected, double bound) => Ulps(actual, expected).ShouldBeLessThanOrEqualTo(bound, $"{actual} for {expected}");
    }

    /// <summary>Every float from -125 to 127 with a step, what lies below, and NaN. Products that are rounded before the sum cost a quarter of a place at most.</summary>
    [Theory, InlineData(512), InlineData(256), InlineData(128), InlineData(32)]
    public void Exp2IsExactToOneUlpAndFlushesBelowMinus125(int bits)
    {
        if (bits > 32 && bits > Widest) return;
        var bound = Fma.IsSupported || AdvSimd.IsSupported ? 1 : 1.2;
        var x = Enumerable.Range(0, 1 << 18).Select(i => -125 + i * (252f / (1 << 18)))
            .Concat([float.NaN, float.NegativeInfinity, -125.001f, -126, -127, -382, -1000, -1e9f, float.MinValue, -float.Epsilon, 0, 0, 0, 0, 0, 0]).ToArray();
        var y = new float[x.Length];
        fixed (float* px = x, py = y)
        {
            if (bits == 512) Each<Lane512<float>>(px, py, x.Length);
            else if (bits == 256) Each<Lane256<float>>(px, py, x.Length);
            else if (bits == 128) Each<Lane128<float>>(px, py, x.Length);
            else Each<Lane1<float>>(px, py, x.Length);
        }
        for (var i = 0; i < x.Length; i++)
            Ulps(y[i], x[i] < -125 ? 0 : Math.Pow(2, x[i])).ShouldBeLessThanOrEqualTo(bound, $"at {x[i]:g9}");

        static void Each<V>(float* x, float* y, int count) where V : struct, ISimdLane<V>
        {
            for (var i = 0; i < count; i += V.Width) V.Store(FloatMath.Exp2(V.Load(x, i)), y, i);
        }
    }

    /// <summary>erf of Float64 has its own series: values of NIST's tables (DLMF 7.23).</summary>
    [Theory]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1, 0.8427007929497149)]
    [InlineData(2, 0.9953222650189527)]
    [InlineData(3.5, 0.9999992569016276)]
    public void ErfInFloat64MatchesTables(double x, double expected)
    {
        DoubleMath.Erf(x).ShouldBe(expected, 4e-16);
        DoubleMath.Erf(-x).ShouldBe(-expected, 4e-16);
    }

    static int Widest => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 32;

    static void Check<TOp>(int bits, Func<double, double> reference, double bound) where TOp : unmanaged, IUnaryOp
    {
        delegate*<void*, byte**, nint, bool, void> loop = bits switch
        {
            512 => &Loops.Unary<TOp, Lane512<float>>,
            256 => &Loops.Unary<TOp, Lane256<float>>,
            128 => &Loops.Unary<TOp, Lane128<float>>,
            _ => &Loops.Unary<TOp, Lane1<float>>,
        };
        var x = new float[(int)(uint.MaxValue / Step)];
        var y = new float[x.Length];
        for (var i = 0; i < x.Length; i++) x[i] = BitConverter.UInt32BitsToSingle((uint)i * Step);
        var op = default(TOp);
        fixed (float* px = x, py = y)
        {
            var operands = stackalloc byte*[] { (byte*)py, (byte*)px };
            loop(&op, operands, x.Length, false);
        }
        var (worst, at) = (0.0, 0f);
        for (var i = 0; i < x.Length; i++)
        {
            var ulps = Ulps(y[i], reference(x[i]));
            if (ulps > worst) (worst, at) = (ulps, x[i]);
        }
        worst.ShouldBeLessThanOrEqualTo(bound, $"at {at:g9}");
    }

    static float Run<TOp>(float x) where TOp : unmanaged, IUnaryOp
    {
        float y;
        var op = default(TOp);
        var operands = stackalloc byte*[] { (byte*)&y, (byte*)&x };
        Loop<float>.Unary<TOp>()(&op, operands, 1, false);
        return y;
    }

    /// <summary>The error in units of the last place of the expected float; infinite where one is NaN or infinite and the other is not.</summary>
    static double Ulps(float actual, double expected)
    {
        var rounded = (float)expected;
        if (actual.Equals(rounded)) return 0;
        if (!float.IsFinite(actual) || !float.IsFinite(rounded)) return double.PositiveInfinity;
        var unit = Math.Max((double)MathF.BitIncrement(Math.Abs(rounded)) - Math.Abs(rounded), float.Epsilon);
        return Math.Abs(actual - expected) / unit;
    }

    struct ExpBody : IUnaryOp
    {
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Exp(x);
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy;
    }

    struct Expm1Body : IUnaryOp
    {
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Expm1(x);
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy;
    }

    struct LogBody : IUnaryOp
    {
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Log(x);
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy;
    }

    struct Log1pBody : IUnaryOp
    {
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Log1p(x);
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy;
    }

    struct TanhBody : IUnaryOp
    {
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Tanh(x);
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy;
    }

    struct SigmoidBody : IUnaryOp
    {
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Sigmoid(x);
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy;
    }

    struct ErfBody : IUnaryOp
    {
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Erf(x);
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy;
    }

    struct SinBody : IUnaryOp
    {
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Sin(x);
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy;
    }

    struct CosBody : IUnaryOp
    {
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Cos(x);
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy;
    }

    struct AtanBody : IUnaryOp
    {
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Atan(x);
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy;
    }

    struct TanBody : IUnaryOp
    {
        public V Forward<V>(V x) where V : struct, ILane<V> => V.Sin(x) / V.Cos(x);
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy;
    }
}
