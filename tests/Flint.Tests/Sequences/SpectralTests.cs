using Flint.Testing;

namespace Flint.Tests.Sequences;

public class SpectralTests
{
    [Theory]
    [InlineData("hann")]
    [InlineData("hamming")]
    [InlineData("blackman")]
    [InlineData("bartlett")]
    [InlineData("kaiser")]
    public void Windows_are_PyTorchs(string name)
    {
        Tensor Of(int n, bool periodic) => name switch
        {
            "hann" => Windows.Hann(n, periodic, DType.Float64),
            "hamming" => Windows.Hamming(n, periodic, DType.Float64),
            "blackman" => Windows.Blackman(n, periodic, DType.Float64),
            "bartlett" => Windows.Bartlett(n, periodic, DType.Float64),
            _ => Windows.Kaiser(n, periodic: periodic, dtype: DType.Float64),
        };
        var expected = Fixture.Case($"sequence:window_{name}").Outputs;
        Near.Check(Of(9, true), expected[0].Values, 1e-14, name);
        Near.Check(Of(8, false), expected[1].Values, 1e-14, name);
    }

    [Fact]
    public void Plans_of_ever_new_lengths_are_not_all_kept()
    {
        for (var n = 100; n < 400; n++) Tensor.Ones([n, 2], DType.Float64).Fft();
        Flint.Kernels.FftPlan<double>.Kept.ShouldBeLessThanOrEqualTo(2 * Flint.Kernels.FftPlan<double>.Most);
    }

    [Theory]
    [InlineData(1009)]
    [InlineData(2310)]
    [InlineData(4096)]
    public void Long_transforms_come_back(int n)
    {
        var x = Tensor.RandN([3, n, 2], DType.Float64, new Generator(3));
        Near.Check(x.Fft().Ifft(), Raw.Values(x), 1e-12, $"{n}");
        var one = Tensor.Zeros([n, 2], DType.Float64);
        one[1, 0].Fill(1);
        Near.Check(one.Fft(), NDArray.Build([n, 2], at => at[1] == 0 ? double.CosPi(2.0 * at[0] / n) : -double.SinPi(2.0 * at[0] / n)), 1e-14, $"{n}");
    }

    [Fact]
    public void The_magnitude_of_zero_has_the_gradient_zero()
    {
        var x = Tensor.From([0.0, 0, 3, -4], [2, 2]);
        x.RequiresGrad = true;
        var y = x.ComplexAbs();
        y.Sum().Backward();
        y.ToArray<double>().ShouldBe([0, 5]);
        x.Grad!.ToArray<double>().ShouldBe([0, 0, 0.6, -0.8], 1e-15);
    }

    [Fact]
    public void Frequencies()
    {
        Tensor.FftFreq(5, 0.5).ToArray<float>().ShouldBe([0, 0.4f, 0.8f, -0.8f, -0.4f]);
        Tensor.FftFreq(4).ToArray<float>().ShouldBe([0, 0.25f, -0.5f, -0.25f]);
        Tensor.RfftFreq(5, 2).ToArray<float>().ShouldBe([0, 0.1f, 0.2f]);
    }

    [Fact]
    public void Mels()
    {
        // HTK's definition puts 1000 mel at 1 kHz; Slaney's 15 there, and 27 more at 6.4 kHz.
        MelFilters.ToMel(1000, MelScale.Htk).ShouldBe(999.9855, 1e-4);
        MelFilters.ToMel(1000, MelScale.Slaney).ShouldBe(15, 1e-12);
        MelFilters.ToMel(6400, MelScale.Slaney).ShouldBe(42, 1e-12);
        foreach (var scale in Enum.GetValues<MelScale>())
            MelFilters.ToHz(MelFilters.ToMel(3210, scale), scale).ShouldBe(3210, 1e-9);

        var filters = Raw.Values(MelFilters.Create(201, 10, 8000, dtype: DType.Float64));
        // Neighbouring triangles add up to 1 between the first and the last centre.
        for (var k = 20; k < 150; k++) Enumerable.Range(0, 10).Sum(m => filters[k, m]).ShouldBe(1, 1e-12);
        filters[0, 0].ShouldBe(0);
    }

    [Fact]
    public void A_tone_is_loudest_in_its_mel_band()
    {
        var tone = Tensor.Wrap([.. Enumerable.Range(0, 4000).Select(t => (float)Math.Sin(2 * Math.PI * 1000 * t / 8000))], [1, 4000]);
        var spectrogram = new LogMel(8000, nFft: 256, hopLength: 80, filters: 40).Forward(tone);
        spectrogram.Shape.ShouldBe([1, 40, 51]);
        var (low, high) = (MelFilters.ToMel(0, MelScale.Htk), MelFilters.ToMel(4000, MelScale.Htk));
        var band = (int)Math.Round((MelFilters.ToMel(1000, MelScale.Htk) - low) / ((high - low) / 41)) - 1;
        spectrogram.ArgMax(1)[0, 25].Item<long>().ShouldBe(band);
        new LogMel(8000, 256, 80, 40) { Floor = 0.5 }.Forward(Tensor.Zeros([4000])).Max().Item<float>().ShouldBe((float)Math.Log(0.5), 1e-6f);
    }
}
