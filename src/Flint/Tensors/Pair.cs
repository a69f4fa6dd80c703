namespace Flint;

/// <summary>
/// A kernel size, stride, padding or dilation of a two-dimensional operation. Write one number for both, or a tuple:
/// <c>kernel: 3</c>, <c>kernel: (3, 5)</c>.
/// </summary>
/// <param name="Height">Along the rows, dimension 2 of [N, C, H, W].</param>
/// <param name="Width">Along the columns, dimension 3 of [N, C, H, W].</param>
public readonly record struct Pair(int Height, int Width)
{
    /// <summary>The same number both ways.</summary>
    public static implicit operator Pair(int both) => new(both, both);

    /// <summary>(height, width).</summary>
    public static implicit operator Pair((int Height, int Width) pair) => new(pair.Height, pair.Width);

    /// <summary><c>(2, 3)</c>, or <c>2</c> where both are equal.</summary>
    public override string ToString() => Height == Width ? $"{Height}" : $"({Height}, {Width})";

    internal int[] ToArray() => [Height, Width];
}
