namespace Flint.Data;

/// <summary>A record of a CSV file.</summary>
/// <param name="Line">The line it begins at, from 1.</param>
/// <param name="Fields">The fields; null for a missing one.</param>
public sealed record CsvRecord(long Line, IReadOnlyList<string?> Fields);
