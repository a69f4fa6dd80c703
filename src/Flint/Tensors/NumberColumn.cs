using System.Globalization;

namespace Flint;

/// <summary>Floating-point numbers as a column of equal width, by NumPy's rules (precision 8, shortest digits that tell the number).</summary>
static class NumberColumn
{
    const int Precision = 8;

    internal static string Single(double value, DType dtype)
    {
        if (!double.IsFinite(value)) return Special(value);
        var magnitude = Math.Abs(value);
        return magnitude != 0 && (magnitude >= 1e16 || magnitude < 1e-4)
            ? Exponent(value, FractionDigits(value, dtype), magnitude is >= 1e100 or < 1e-99)
            : Positional(value, dtype, int.MaxValue).TrimEnd('0') is var text && text.EndsWith('.') ? text + "0" : text;
    }

    internal static List<string> Format(List<double> values, DType dtype)
    {
        var nonZero = values.Where(v => double.IsFinite(v) && v != 0).Select(Math.Abs).ToArray();
        var needsExponent = nonZero.Length > 0 &&
            (nonZero.Max() >= 1e8 || nonZero.Min() < 1e-4 || nonZero.Max() / nonZero.Min() > 1000);
        var texts = needsExponent ? Exponents(values, dtype) : Positionals(values, dtype);
        var width = texts.Max(t => t.Length);
        return texts.ConvertAll(t => t.PadLeft(width));
    }

    static List<string> Positionals(List<double> values, DType dtype)
    {
        var texts = values.ConvertAll(v => double.IsFinite(v) ? Positional(v, dtype, Precision) : Special(v));
        var fraction = texts.Max(t => t.Contains('.') ? t.Length - t.IndexOf('.') : 0);
        return texts.ConvertAll(t => t.Contains('.') ? t.PadRight(t.IndexOf('.') + fraction) : t);
    }

    static List<string> Exponents(List<double> values, DType dtype)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        var digits = finite.Max(v => FractionDigits(v, dtype));
        var wide = finite.Any(v => v != 0 && Math.Abs(v) is >= 1e100 or < 1e-99);
        return values.ConvertAll(v => double.IsFinite(v) ? Exponent(v, digits, wide) : Special(v));
    }

    /// <summary>Digits and point, no trailing zeros: "2.5", "3.".</summary>
    static string Positional(double value, DType dtype, int precision)
    {
        var text = Shortest(value, dtype);
        if (text.Contains('E')) text = value.ToString("F20", CultureInfo.InvariantCulture);
        var point = text.IndexOf('.');
        if (point < 0) return text + ".";
        if (text.Length - point - 1 > precision) text = value.ToString("F" + precision, CultureInfo.InvariantCulture);
        return text.TrimEnd('0');
    }

    static string Exponent(double value, int digits, bool wide)
    {
        var text = value.ToString($"0.{new string('0', digits)}e+{(wide ? "000" : "00")}", CultureInfo.InvariantCulture);
        return digits > 0 ? text : text.Replace("e", ".e", StringComparison.Ordinal);
    }

    /// <summary>Digits after the point of the shortest scientific form, at most the precision.</summary>
    static int FractionDigits(double value, DType dtype)
    {
        var digits = Shortest(value, dtype).Split('E')[0].Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).Trim('0').Length;
        return Math.Min(Math.Max(digits - 1, 0), Precision);
    }

    static string Shortest(double value, DType dtype) => dtype switch
    {
        DType.Float16 => ((Half)value).ToString("R", CultureInfo.InvariantCulture),
        DType.BFloat16 => ((BFloat16)value).ToString("R", CultureInfo.InvariantCulture),
        DType.Float32 => ((float)value).ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    static string Special(double value) => double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}
