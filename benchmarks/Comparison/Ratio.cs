using System.Globalization;
using System.Text.RegularExpressions;

namespace Flint.Comparison;

/// <summary>Flint's median step over a peer's: the middle of the pairs, and their range.</summary>
public sealed partial record Ratio(double Middle, double Least, double Most)
{
    /// <summary>Of runs that alternated.</summary>
    public static Ratio Of(IEnumerable<double> ours, IEnumerable<double> theirs)
    {
        var ratios = ours.Zip(theirs, (a, b) => a / b).Order().ToList();
        return new(ratios[ratios.Count / 2], ratios[0], ratios[^1]);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null where there is none.</summary>
    public static Ratio? Parse(string text)
    {
        if (Written().Match(text) is not { Success: true } match) return null;
        double Number(int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        return new(Number(1), Number(2), Number(3));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"**{Middle:f2}** ({Least:f2}-{Most:f2})");

    [GeneratedRegex(@"\*\*([\d.]+)\*\* \(([\d.]+)-([\d.]+)\)")]
    private static partial Regex Written();
}
