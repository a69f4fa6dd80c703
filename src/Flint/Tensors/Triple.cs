namespace Flint;

/// <summary>
/// A kernel size, stride, padding or dilation of a three-dimensional operation. Write one number for all, or a tuple:
/// <c>kernel: 3</c>, <c>kernel: (1, 3, 3)</c>.
/// </summary>
/// <param name="Depth">Dimension 2 of [N, C, D, H, W].</param>
/// <param name="Height">Dimension 3 of [N, C, D, H, W].</param>
/// <param name="Width">Dimension 4 of [N, C, D, H, W].</param>
public readonly record struct Triple(int Depth, int Height, int Width)
{
    /// <summary>The same number three times.</summary>
    public static implicit operator Triple(int all) => new(all, all, all);

    /// <summary>(depth, height, width).</summary>
    public static implicit operator Triple((int Depth, int Height, int Width) triple) => new(triple.Depth, triple.Height, triple.Width);

    /// <summary><c>(1, 3, 3)</c>, or <c>2</c> where all are equal.</summary>
    public override string ToString() => Depth == Height && Height == Width ? $"{Height}" : $"({Depth}, {Height}, {Width})";

    /// <summary>Height and width.</summary>
    internal Pair Plane => new(Height, Width);

    internal int[] ToArray() => [Depth, Height, Width];
}
