namespace Flint.Data;

/// <summary>A table does not hold what was asked of it: no such column, another type, missing values, an unknown category.</summary>
public sealed class TableException(string message) : FlintException(message);
