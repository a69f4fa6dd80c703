using System.Globalization;
using Flint.Testing;

namespace Flint.Tests.Tensors;

/// <summary>Float16, BFloat16 and Int8: rounding, storage, and what computes in Float32.</summary>
public sealed class NarrowTests
{
    [Fact]
    public void EveryFloat16IsWidenedAsTheRuntimeDoes()
    {
        Half[] all = [.. Enumerable.Range(0, 1 << 16).Select(i => BitConverter.UInt16BitsToHalf((ushort)i))];
        var wide = Tensor.From(all, [all.Length]).To(DType.Float32);
        wide.ToArray<float>().ShouldBe([.. all.Select(x => (float)x)]);
        wide.To(DType.Float16).ToArray<Half>().Select(BitConverter.HalfToUInt16Bits).Where((bits, i) => bits != i && !Half.IsNaN(all[i])).ShouldBeEmpty();
    }

    [Fact]
    public void EveryBFloat16IsTheUpperHalfOfItsFloat()
    {
        BFloat16[] all = [.. Enumerable.Range(0, 1 << 16).Select(i => BFloat16.FromBits((ushort)i))];
        var wide = Tensor.From(all, [all.Length]).To(DType.Float32);
        wide.ToArray<float>().Select(BitConverter.SingleToUInt32Bits).ShouldBe(Enumerable.Range(0, 1 << 16).Select(i => (uint)i << 16));
        wide.To(DType.BFloat16).ToArray<BFloat16>().Select(x => x.ToBits()).Where((bits, i) => bits != i && !BFloat16.IsNaN(all[i])).ShouldBeEmpty();
        all.Where(BFloat16.IsNaN).Select(x => (BFloat16)(float)x).ShouldAllBe(x => BFloat16.IsNaN(x));
    }

    [Theory, InlineData("Float16"), InlineData("BFloat16")]
    public void RoundsAsPyTorch(string name)
    {
        var args = Fixture.Case("dtypes:round_" + name).Args;
        float[] values = [.. args.GetProperty("values").EnumerateArray().Select(v => float.Parse(v.GetString()!.Replace("inf", "Infinity"), CultureInfo.InvariantCulture))];
        ushort[] expected = [.. args.GetProperty("bits").EnumerateArray().Select(v => (ushort)v.GetInt16())];
        // Three times, so that lanes and remainder both see each.
        var narrow = Tensor.From<float>([.. values, .. values, .. values]).To(Enum.Parse<DType>(name));
        ushort[] bits = name == "Float16"
            ? [.. narrow.ToArray<Half>().Select(BitConverter.HalfToUInt16Bits)]
            : [.. narrow.ToArray<BFloat16>().Select(x => x.ToBits())];
        for (var i = 0; i < bits.Length; i++)
        {
            var k = i % values.Length;
            if (float.IsNaN(values[k])) narrow.IsNan()[i].Item<bool>().ShouldBeTrue();
            else bits[i].ShouldBe(expected[k], $"{values[k]}");
            if (name == "BFloat16" && !float.IsNaN(values[k])) ((BFloat16)values[k]).ToBits().ShouldBe(expected[k]);
        }
    }

    [Fact]
    public void StorageIsNarrow()
    {
        (DType.Float16.Size, DType.BFloat16.Size, DType.Int8.Size).ShouldBe((2, 2, 1));
        Tensor.From((Half)1, (Half)2).DType.ShouldBe(DType.Float16);
        Tensor.From((BFloat16)1f, (BFloat16)2f).AsReadOnlySpan<BFloat16>()[1].ShouldBe((BFloat16)2f);
        Tensor.From<sbyte>(-1, 127).ToArray<sbyte>().ShouldBe([-1, 127]);
        Tensor.Scalar(2.5, DType.BFloat16).Item<double>().ShouldBe(2.5);
        Tensor.Scalar(2.5).Item<Half>().ShouldBe((Half)2.5);
        Tensor.Scalar(-3, DType.Int8).Item().ShouldBe(-3);
    }

    [Theory, InlineData(DType.Float16), InlineData(DType.BFloat16)]
    public void SumsAndMeansRoundOnce(DType dtype)
    {
        var x = Tensor.Full([5000], 0.1, dtype);
        var exact = 5000 * x[0].Item<double>();
        x.Sum().Item<double>().ShouldBe(Raw.Round(exact, dtype));
        x.Mean().Item<double>().ShouldBe(x[0].Item<double>());
        // The sum of these is beyond Float16.
        Tensor.Full([300, 2], 1000, dtype).Mean().Item().ShouldBe(1000);
        Tensor.Full([3], 300, dtype).Var(correction: 0).Item().ShouldBe(0);
    }

    [Fact]
    public void ANumberKeepsItsDigits()
    {
        var x = Tensor.Full([3], 3, DType.BFloat16);
        (x * 0.1).ToArray<BFloat16>().ShouldAllBe(y => (float)y == (float)(BFloat16)0.3f);
        x *= 0.1;
        x[0].Item().ShouldBe((float)(BFloat16)0.3f);
    }

    [Fact]
    public void Int8Wraps()
    {
        var x = Tensor.From<sbyte>(127, -128, 5);
        (x + 1).ToArray<sbyte>().ShouldBe([-128, -127, 6]);
        (x * x).ToArray<sbyte>().ShouldBe([1, 0, 25]);
        x.Sum().Item<long>().ShouldBe(4);
        x.Max().Item<int>().ShouldBe(127);
        x.Lt(0).ToArray<bool>().ShouldBe([false, true, false]);
        Tensor.From(200f, -1, 3.7f).To(DType.Int8).ToArray<sbyte>().ShouldBe([-56, -1, 3]);
        (x + Tensor.From<byte>(200, 0, 1)).ToArray<int>().ShouldBe([327, -128, 6]);
    }

    [Theory, InlineData(DType.Float16), InlineData(DType.BFloat16)]
    public void ViewsOfAnyStridesAreReadAndWritten(DType dtype)
    {
        var x = Tensor.Arange(24).Reshape([2, 3, 4]).To(dtype);
        var view = x.Transpose(0, 2)[1..3];
        (view + view).To(DType.Int64).ToArray<long>().ShouldBe((view.To(DType.Int64) * 2).ToArray<long>());
        view.To(DType.Int64).ToArray<long>().ShouldBe([1, 13, 5, 17, 9, 21, 2, 14, 6, 18, 10, 22]);
        view += 100;
        x.To(DType.Int64)[0, 0].ToArray<long>().ShouldBe([0, 101, 102, 3]);
        var row = Tensor.From(1f, 2, 3).To(dtype).Expand([2, 3]);
        row.MatMul(Tensor.Ones([3, 2], dtype)).To(DType.Float32).ToArray<float>().ShouldBe([6, 6, 6, 6]);
        (row * Tensor.Ones([2, 3], dtype)).To(DType.Float32).ToArray<float>().ShouldBe([1, 2, 3, 1, 2, 3]);
    }

    [Theory, InlineData(DType.Float16), InlineData(DType.BFloat16)]
    public void GradientsHaveTheDTypeOfTheirTensor(DType dtype)
    {
        var (x, w) = (Tensor.RandN([8, 5], generator: new(1)), Tensor.RandN([3, 5], generator: new(2)));
        Tensor narrowX = x.To(dtype), narrowW = w.To(dtype);
        Tensor wideX = narrowX.To(DType.Float32), wideW = narrowW.To(DType.Float32);
        foreach (var leaf in (Tensor[])[narrowX, narrowW, wideX, wideW]) leaf.RequiresGrad = true;
        narrowX.Linear(narrowW).Relu().LayerNorm([3]).Square().Mean().Backward();
        wideX.Linear(wideW).Relu().LayerNorm([3]).Square().Mean().Backward();
        narrowX.Grad!.DType.ShouldBe(dtype);
        Near.Check(narrowW.Grad!, Raw.Values(wideW.Grad!), 0.02, "dw");
        Near.Check(narrowX.Grad!, Raw.Values(wideX.Grad!), 0.02, "dx");
    }

    [Theory, InlineData(DType.Float16), InlineData(DType.BFloat16)]
    public void UniformNeverReachesItsLimit(DType dtype)
    {
        var x = Tensor.Rand([20000], dtype, new(1));
        x.DType.ShouldBe(dtype);
        x.Max().Item().ShouldBeLessThan(1);
        x.Min().Item().ShouldBeGreaterThanOrEqualTo(0);
        x.Mean().Item().ShouldBe(0.5f, 0.01f);
        Tensor.RandInt(-5, 6, [100], dtype, new(1)).Abs().Max().Item().ShouldBe(5);
        Should.Throw<ArgumentException>(() => Tensor.RandInt(0, 5000, [2], dtype)).Message.ShouldContain($"does not fit {dtype}");
    }

    [Fact]
    public void PrintsTheShortestDigits()
    {
        Tensor.From(0.1f, 2.5f, -3).To(DType.Float16).ToString().ShouldBe("[ 0.1  2.5 -3. ]");
        Tensor.From(0.1f, 2.5f, -3).To(DType.BFloat16).ToString().ShouldBe("[ 0.1  2.5 -3. ]");
        Tensor.From<sbyte>(-1, 100).ToString().ShouldBe("[ -1 100]");
        ((BFloat16)3.14159f).ToString().ShouldBe("3.14");
        $"{(BFloat16)1e10f}".ShouldBe(1e10f.ToString());
    }

    [Fact]
    public void BFloat16ComparesAsNumbers()
    {
        BFloat16 one = (sbyte)1, two = (byte)2;
        (one < two, one >= two, one == -(-one), BFloat16.NaN == BFloat16.NaN, BFloat16.NaN.Equals(BFloat16.NaN)).ShouldBe((true, false, true, false, true));
        (one + two, two / one, one.CompareTo(two)).ShouldBe(((BFloat16)3f, two, -1));
        ((double)BFloat16.Epsilon).ShouldBe(Math.ScaleB(1, -133));
        ((BFloat16)float.MaxValue).ShouldBe(BFloat16.PositiveInfinity);
        BFloat16.BitDecrement(one).ShouldBe((BFloat16)0.99609375f);
    }
}
