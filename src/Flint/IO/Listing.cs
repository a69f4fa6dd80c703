namespace Flint.IO;

/// <summary>Names for a message: the first eight.</summary>
static class Listing
{
    internal static string Of(IReadOnlyList<string> names) => names.Count == 0
        ? "none"
        : string.Join(", ", names.Take(8)) + (names.Count > 8 ? $" and {names.Count - 8} more" : "");
}
