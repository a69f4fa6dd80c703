using System.Text.RegularExpressions;

namespace Flint.Testing;

/// <summary>A family of rows. Implement it anywhere in this assembly; the table finds it.</summary>
public interface IOpRows
{
    IEnumerable<OpRow> Rows { get; }
}

/// <summary>All rows of all families.</summary>
public static class OpTable
{
    /// <summary>While working on some operations: <c>FLINT_OPS='^(Sin|Cos)'</c> runs the rows whose labels match.</summary>
    static readonly Regex? Chosen = Environment.GetEnvironmentVariable("FLINT_OPS") is { Length: > 0 } pattern ? new(pattern) : null;

    public static IReadOnlyList<OpRow> Rows { get; } = [.. typeof(OpTable).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IOpRows)))
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .SelectMany(type => ((IOpRows)Activator.CreateInstance(type)!).Rows)];

    static readonly Dictionary<string, OpRow> ByLabel = Rows.ToDictionary(row => row.Label);

    public static OpRow Row(string label) => ByLabel[label];

    /// <summary>Labels for a theory's data: strings, so that a runner can name and repeat a single row.</summary>
    public static IEnumerable<string> Labels(Func<OpRow, bool> where) => Rows.Where(row => Chosen?.IsMatch(row.Label) ?? true).Where(where).Select(row => row.Label);
}
