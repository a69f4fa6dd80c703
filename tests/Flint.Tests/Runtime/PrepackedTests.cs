namespace Flint.Tests.Runtime;

/// <summary>Packed copies of weights: made from the second use on, and never older than the weight.</summary>
public sealed unsafe class PrepackedTests
{
    /// <summary>All elements times two, to tell the copy from the weight.</summary>
    readonly record struct Doubled(int Count) : IPackedForm
    {
        public long Bytes => Count * sizeof(float);

        public void Pack(byte* weight, byte* packed)
        {
            for (var i = 0; i < Count; i++) ((float*)packed)[i] = 2 * ((float*)weight)[i];
        }
    }

    static Storage? Packed(Tensor weight, int offset = 0)
    {
        fixed (byte* first = weight.Storage) return Prepacked.Of(weight.Storage, (float*)first + offset, new Doubled(3));
    }

    static float[]? Copy(Tensor weight, int offset = 0)
    {
        if (Packed(weight, offset) is not { } packed) return null;
        fixed (byte* p = packed) return [.. new ReadOnlySpan<float>(p, 3)];
    }

    [Fact]
    public void TheSecondUseMakesACopyThatIsKept()
    {
        using var noGrad = new NoGrad();
        var weight = Tensor.From(1f, 2, 3, 4);
        Copy(weight).ShouldBeNull();
        Copy(weight).ShouldBe([2, 4, 6]);
        Packed(weight).ShouldBeSameAs(Packed(weight));
        Copy(weight, offset: 1).ShouldBeNull();
        Copy(weight, offset: 1).ShouldBe([4, 6, 8]);
        Copy(weight).ShouldBe([2, 4, 6]);
    }

    [Fact]
    public void EveryWayOfChangingTheWeightIsNoticed()
    {
        using var noGrad = new NoGrad();
        var weight = Tensor.From(1f, 2, 3, 4);
        var optimizer = new Flint.Optim.Sgd([weight], lr: 1);
        Action<Tensor>[] changes =
        [
            w => w += 1, w => w[..] = Tensor.From(5f, 6, 7, 8), w => w[1..2].Fill(9), w => w.CopyFrom(Tensor.From(3f, 2, 1, 0)),
            w => w.Reshape(2, 2)[1].Fill(-1),
            w =>
            {
                w.Grad = Tensor.Ones([4]);
                optimizer.Step();
            },
            w => w.AsSpan<float>()[0] = 12,
        ];
        foreach (var change in changes)
        {
            for (var use = 0; use < 3; use++) Copy(weight);
            change(weight);
            for (var use = 0; use < 3; use++)
                (Copy(weight) ?? Copy(weight) ?? [.. weight.ToArray<float>().Take(3).Select(v => 2 * v)]).ShouldBe(weight.ToArray<float>().Take(3).Select(v => 2 * v));
        }
    }

    [Fact]
    public void MemoryThatTheUserWritesIsNotCopied()
    {
        using var noGrad = new NoGrad();
        var (wrapped, spanned) = (Tensor.Wrap([1f, 2, 3], [3]), Tensor.From(1f, 2, 3));
        spanned.AsSpan<float>();
        foreach (var weight in (Tensor[])[wrapped, spanned])
            for (var use = 0; use < 3; use++) Copy(weight).ShouldBeNull();
        var read = Tensor.From(1f, 2, 3);
        read.AsReadOnlySpan<float>();
        Copy(read);
        Copy(read).ShouldNotBeNull();
    }

    [Fact]
    public void WhileRecordingThereIsNoCopy()
    {
        var weight = Tensor.From(1f, 2, 3);
        for (var use = 0; use < 3; use++) Copy(weight).ShouldBeNull();
    }

    [Fact]
    public void ACopyOutlivesTheScopeItWasMadeIn()
    {
        using var noGrad = new NoGrad();
        var weight = Tensor.From(1f, 2, 3);
        Copy(weight);
        using (Memory.Scope()) Copy(weight).ShouldBe([2, 4, 6]);
        for (var i = 0; i < 10; i++) _ = Tensor.Full([300], -1f);
        Copy(weight).ShouldBe([2, 4, 6]);
    }

    [Fact]
    public void AConvolutionSeesThatItsWeightChanged()
    {
        using var noGrad = new NoGrad();
        Random.Seed(3);
        foreach (var (channels, filters, side, kernel, padding) in ((int, int, int, int, int)[])[(5, 7, 9, 3, 0), (32, 48, 12, 3, 1), (40, 50, 6, 1, 0)])
        {
            var (x, weight) = (Tensor.RandN([2, channels, side, side]), Tensor.RandN([filters, channels, kernel, kernel]));
            for (var change = 0; change < 3; change++, weight *= -2)
            {
                var once = x.Conv2d(weight.Clone(), padding: padding).ToArray<float>();
                for (var use = 0; use < 3; use++) x.Conv2d(weight, padding: padding).ToArray<float>().ShouldBe(once);
            }
        }
    }
}
