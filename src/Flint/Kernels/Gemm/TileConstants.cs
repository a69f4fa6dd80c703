namespace Flint.Kernels;

/// <summary>Rows of a register tile, as a type argument and so a constant.</summary>
interface IHeight
{
    static abstract int Rows { get; }
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

/// <summary>How a tile finds the rows of B.</summary>
interface IPanelRows
{
    static abstract bool Gathered { get; }
}

/// <summary>One after the other.</summary>
readonly struct PackedRows : IPanelRows
{
    public static bool Gathered => false;
}

/// <summary>Each at its own offset.</summary>
readonly struct GatheredRows : IPanelRows
{
    public static bool Gathered => true;
}
