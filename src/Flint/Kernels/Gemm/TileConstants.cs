namespace Flint.Kernels;

/// <summary>Rows of a register tile, as a type argument and so a constant.</summary>
interface IHeight
{
    static abstract int Rows { get; }
}

readonly struct Height1 : IHeight
{
    public static int Rows => 1;
}

readonly struct Height2 : IHeight
{
    public static int Rows => 2;
}

readonly struct Height3 : IHeight
{
    public static int Rows => 3;
}

readonly struct Height4 : IHeight
{
    public static int Rows => 4;
}

readonly struct Height6 : IHeight
{
    public static int Rows => 6;
}

readonly struct Height8 : IHeight
{
    public static int Rows => 8;
}

readonly struct Height12 : IHeight
{
    public static int Rows => 12;
}

/// <summary>How a tile finds the rows of B, and what it does with them besides.</summary>
interface IPanelRows
{
    /// <summary>Each at its own offset; else evenly spaced.</summary>
    static abstract bool Gathered { get; }

    /// <summary>Asked for ahead of their use.</summary>
    static abstract bool Ahead { get; }

    /// <summary>Copied one after the other.</summary>
    static abstract bool Copied { get; }

    /// <summary>Only the first vector of each row counts.</summary>
    static abstract bool Narrow { get; }
}

readonly struct PackedRows : IPanelRows
{
    public static bool Gathered => false;
    public static bool Ahead => false;
    public static bool Copied => false;
    public static bool Narrow => false;
}

readonly struct GatheredRows : IPanelRows
{
    public static bool Gathered => true;
    public static bool Ahead => false;
    public static bool Copied => false;
    public static bool Narrow => false;
}

readonly struct RowsApart : IPanelRows
{
    public static bool Gathered => false;
    public static bool Ahead => true;
    public static bool Copied => false;
    public static bool Narrow => false;
}

readonly struct CopiedRows : IPanelRows
{
    public static bool Gathered => false;
    public static bool Ahead => true;
    public static bool Copied => true;
    public static bool Narrow => false;
}

readonly struct NarrowRows : IPanelRows
{
    public static bool Gathered => false;
    public static bool Ahead => false;
    public static bool Copied => false;
    public static bool Narrow => true;
}
