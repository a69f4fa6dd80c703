namespace Flint.Recipes;

/// <summary>How values of a series become a network's: relative to the last value seen, (v - level) / scale, of their logarithms where values grow by a factor.</summary>
/// <param name="IsLog">Logarithms first.</param>
/// <param name="Scale">The standard deviation of the training part.</param>
public sealed record LevelScaling(bool IsLog, double Scale)
{
    /// <summary>That of a training part.</summary>
    public static LevelScaling Of(ReadOnlySpan<double> training, bool isLog)
    {
        var values = training.ToArray().Select(v => isLog ? Math.Log(v) : v).ToArray();
        var mean = values.Average();
        return new(isLog, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))) is > 0 and var std ? std : 1);
    }

    /// <summary>Values for the network.</summary>
    public void Apply(ReadOnlySpan<double> values, double level, Span<float> result)
    {
        for (var i = 0; i < values.Length; i++) result[i] = (float)((In(values[i]) - In(level)) / Scale);
    }

    /// <summary>What the network gives, in the unit of the series.</summary>
    public double[] Restore(ReadOnlySpan<float> outputs, double level)
    {
        var values = new double[outputs.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = outputs[i] * Scale + In(level);
            values[i] = IsLog ? Math.Exp(value) : value;
        }
        return values;
    }

    double In(double value) => IsLog ? Math.Log(value) : value;
}
