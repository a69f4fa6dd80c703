namespace Flint.Data;

/// <summary>What the cells of a column are.</summary>
public enum ColumnType
{
    /// <summary>64-bit floating-point numbers; NaN is a missing one.</summary>
    Number,

    /// <summary>64-bit integers.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Text: names of categories, or free.</summary>
    Text,

    /// <summary>Dates, with or without a time of day.</summary>
    Date,
}
