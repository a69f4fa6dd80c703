namespace Flint.Data;

/// <summary>
/// How stored numbers become what the model is given, per channel c: y = (x * Scale - Mean[c]) / Std[c].
/// Computed as torchvision does (x / 255 is a division), so that the bits agree.
/// </summary>
/// <param name="Scale">Brings stored numbers to the range of mean and std: 1/255 for bytes.</param>
/// <param name="Mean">One mean per channel, or one for all.</param>
/// <param name="Std">One standard deviation per channel, or one for all.</param>
public sealed record Normalization(double Scale, IReadOnlyList<float> Mean, IReadOnlyList<float> Std)
{
    /// <summary>Bytes to 0..1 and no more.</summary>
    public static Normalization Unit { get; } = new(1.0 / 255, [0f], [1f]);

    /// <summary>The value that byte <paramref name="x"/> of channel <paramref name="channel"/> becomes.</summary>
    public float Apply(byte x, int channel) => (ScaleOf(x) - Of(Mean, channel)) / Of(Std, channel);

    /// <summary>What each of the 256 bytes becomes, channel after channel.</summary>
    internal float[] Table(int channels)
    {
        Check(channels);
        var table = new float[channels * 256];
        for (var i = 0; i < table.Length; i++) table[i] = Apply((byte)i, i >> 8);
        return table;
    }

    float ScaleOf(byte x)
    {
        var divisor = Math.Round(1 / Scale);
        return Math.Abs(divisor * Scale - 1) < 1e-12 ? x / (float)divisor : (float)(x * Scale);
    }

    void Check(int channels)
    {
        foreach (var (name, values) in new[] { ("mean", Mean), ("std", Std) })
            if (values.Count != 1 && values.Count != channels)
                throw new ShapeException($"The normalisation has {values.Count} values for {name}, but the images have {channels} channels: give one, or one per channel.");
        if (Std.Any(s => !(s > 0)) || !(Scale > 0)) throw new ArgumentException($"Scale and std must be positive, but are {Scale} and [{string.Join(", ", Std)}].");
    }

    static float Of(IReadOnlyList<float> values, int channel) => values[values.Count == 1 ? 0 : channel];
}
