using System.Globalization;

namespace Flint.Data;

/// <summary>Numbers as text that gives the same number again.</summary>
static class Numbers
{
    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static bool TryRead(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
