using System.Globalization;

namespace Flint.Imaging;

/// <summary>Maps data to pixels and finds round numbers to label.</summary>
sealed class Axis
{
    readonly double from, to, start, length;

    /// <param name="low">The smallest value.</param>
    /// <param name="high">The largest value.</param>
    /// <param name="start">The pixel of the low end.</param>
    /// <param name="length">Pixels to the high end; negative for an axis that goes up.</param>
    /// <param name="isWhole">Label whole numbers only.</param>
    internal Axis(double low, double high, double start, double length, bool isWhole = false)
    {
        (this.start, this.length) = (start, length);
        if (!(high > low)) (low, high) = (low - 0.5, low + 0.5);
        Step = RoundStep((high - low) / 5);
        if (isWhole) Step = Math.Max(Step, 1);
        (from, to) = (Math.Floor(low / Step + 1e-9) * Step, Math.Ceiling(high / Step - 1e-9) * Step);
    }

    internal double Step { get; }

    internal double At(double value) => start + (value - from) / (to - from) * length;

    internal IEnumerable<(double Pixel, string Label)> Ticks()
    {
        var digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(Step) - 1e-9), 0, 12);
        var isLarge = Math.Max(Math.Abs(from), Math.Abs(to)) >= 1e6 || Step < 1e-5;
        for (var i = 0; from + i * Step <= to + Step / 2; i++)
        {
            var value = from + i * Step;
            yield return (At(value), value.ToString(isLarge ? "0.##e+0" : "F" + digits, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is not below.</summary>
    static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }
}
