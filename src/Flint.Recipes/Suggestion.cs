namespace Flint.Recipes;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
public static class Suggestion
{
    /// <summary><c>" Did you mean 'x'?"</c>, or nothing where no name is near.</summary>
    public static string For(string typed, IEnumerable<string> names)
    {
        var (near, distance) = names.Select(n => (Name: n, Distance: n.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 1 : Distance(typed, n)))
            .DefaultIfEmpty(("", int.MaxValue)).MinBy(n => n.Item2);
        return typed.Length > 0 && distance <= Math.Max(2, near.Length / 3) ? $" Did you mean '{near}'?" : "";
    }

    /// <summary>Levenshtein's distance: insertions, deletions and substitutions of letters.</summary>
    internal static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1));
            }
        }
        return row[^1];
    }
}
