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
    public float Apply(byte x, int channel) => Map(channel).Apply(x);

    /// <summary>What scale, mean and std are for each of so many channels.</summary>
    /// <exception cref="ShapeException">There are neither one nor that many values.</exception>
    /// <exception cref="ArgumentException">Scale or a std is not positive.</exception>
    internal ByteMap[] Maps(int channels)
    {
        foreach (var (name, values) in new[] { ("mean", Mean), ("std", Std) })
            if (values.Count != 1 && values.Count != channels)
                throw new ShapeException($"The normalisation has {values.Count} values for {name}, but the images have {channels} channels: give one, or one per channel.");
        if (Std.Any(s => !(s > 0)) || !(Scale > 0)) throw new ArgumentException($"Scale and std must be positive, but are {Scale} and [{string.Join(", ", Std)}].");
        return [.. Enumerable.Range(0, channels).Select(Map)];
    }

    ByteMap Map(int channel) => new((float)(1 / Scale), Of(Mean, channel), Of(Std, channel));

    static float Of(IReadOnlyList<float> values, int channel) => values[values.Count == 1 ? 0 : channel];
}
