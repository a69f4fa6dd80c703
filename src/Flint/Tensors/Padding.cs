namespace Flint;

/// <summary>
/// What a convolution adds around its input: <c>padding: 1</c>, <c>padding: (1, 2)</c>, <see cref="Same"/> or <see cref="Valid"/>.
/// </summary>
public readonly record struct Padding
{
    readonly int first, second, third, count;

    Padding(int count, int first = 0, int second = 0, int third = 0) =>
        (this.count, this.first, this.second, this.third) = (count, first, second, third);

    /// <summary>As much as keeps the sizes at stride 1: dilation · (kernel - 1) in all, the odd one at the end (torch "same").</summary>
    public static Padding Same { get; } = new(-1);

    /// <summary>Nothing (torch "valid").</summary>
    public static Padding Valid => default;

    /// <summary>The same number on each side of all dimensions.</summary>
    public static implicit operator Padding(int all) => new(1, all);

    /// <summary>(height, width).</summary>
    public static implicit operator Padding((int Height, int Width) pair) => new(2, pair.Height, pair.Width);

    /// <summary>(depth, height, width).</summary>
    public static implicit operator Padding((int Depth, int Height, int Width) triple) => new(3, triple.Depth, triple.Height, triple.Width);

    /// <summary>Height and width.</summary>
    public static implicit operator Padding(Pair pair) => new(2, pair.Height, pair.Width);

    /// <summary>Depth, height and width.</summary>
    public static implicit operator Padding(Triple triple) => new(3, triple.Depth, triple.Height, triple.Width);

    /// <summary><c>Same</c>, or the numbers as written.</summary>
    public override string ToString() => count switch
    {
        < 0 => nameof(Same),
        2 => $"({first}, {second})",
        3 => $"({first}, {second}, {third})",
        _ => $"{first}",
    };

    /// <summary>Elements before and after each spatial dimension.</summary>
    /// <exception cref="ShapeException">The numbers are for another count of dimensions, or Same with a stride.</exception>
    internal (int[] Before, int[] After) Of(string operation, ReadOnlySpan<int> kernel, ReadOnlySpan<int> stride, ReadOnlySpan<int> dilation)
    {
        var dims = stride.Length;
        if (count > 1 && count != dims)
            throw new ShapeException($"{operation} pads {dims} dimension{(dims == 1 ? "" : "s")}, but padding {this} is for {count}: give one number, or {dims}.");
        int[] numbers = count > 1 ? [first, second, third] : [first, first, first];
        if (count >= 0) return (numbers[..dims], numbers[..dims]);
        if (stride.ContainsAnyExcept(1))
            throw new ShapeException($"{operation} with padding Same keeps the sizes, which a stride of {ConvolutionCheck.Text(stride)} does not: use stride 1, or numbers.");
        var (before, after) = (new int[dims], new int[dims]);
        for (var d = 0; d < dims && d < kernel.Length; d++)
        {
            var all = Math.Max(0, dilation[d] * (kernel[d] - 1));
            (before[d], after[d]) = (all / 2, all - all / 2);
        }
        return (before, after);
    }
}
