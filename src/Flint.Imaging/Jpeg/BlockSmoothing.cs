namespace Flint.Imaging;

/// <summary>
/// Estimates the first nine AC coefficients of blocks whose scans are missing from the DC coefficients of 5 x 5 blocks around
/// (T.81, K.8, with the wider window of libjpeg-turbo 2.1), so that an unfinished progressive picture is smooth instead of blocky.
/// </summary>
sealed class BlockSmoothing
{
    const int Coefficients = 10;

    // Weights of 1/256 of the 5 x 5 DC coefficients, by coefficient in zigzag order; first where nothing but DC is known.
    static readonly sbyte[][] FromDcAlone =
    [
        [],
        [-1, -1, 0, 1, 1, -3, 13, 0, -13, 3, -3, 38, 0, -38, 3, -3, 13, 0, -13, 3, -1, -1, 0, 1, 1],
        [-1, -3, -3, -3, -1, -1, 13, 38, 13, -1, 0, 0, 0, 0, 0, 1, -13, -38, -13, 1, 1, 3, 3, 3, 1],
        [0, 0, 1, 0, 0, 0, 2, 7, 2, 0, 0, -5, -14, -5, 0, 0, 2, 7, 2, 0, 0, 0, 1, 0, 0],
        [-1, 0, 0, 0, 1, 0, 9, 0, -9, 0, 0, 0, 0, 0, 0, 0, -9, 0, 9, 0, 1, 0, 0, 0, -1],
        [0, 0, 0, 0, 0, 0, 2, -5, 2, 0, 1, 7, -14, 7, 1, 0, 2, -5, 2, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 1, 0, -1, 0, 0, 2, 0, -2, 0, 0, 1, 0, -1, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 1, -3, 1, 0, 0, 0, 0, 0, 0, 0, -1, 3, -1, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 1, 0, -1, 0, 0, -3, 0, 3, 0, 0, 1, 0, -1, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 1, 2, 1, 0, 0, 0, 0, 0, 0, 0, -1, -2, -1, 0, 0, 0, 0, 0, 0],
    ];

    static readonly sbyte[][] FromMore =
    [
        [],
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -7, 50, 0, -50, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0, -7, 0, 0, 0, 0, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, -50, 0, 0, 0, 0, 7, 0, 0],
        [0, 0, -1, 0, 0, 0, 0, 13, 0, 0, 0, 0, -24, 0, 0, 0, 0, 13, 0, 0, 0, 0, -1, 0, 0],
        [0, -1, 0, 1, 0, -1, 10, 0, -10, 1, 0, 0, 0, 0, 0, 1, -10, 0, 10, -1, 0, 1, 0, -1, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 13, -24, 13, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ];

    static readonly short[] OfDc =
        [-2, -6, -8, -6, -2, -6, 6, 42, 6, -6, -8, 42, 152, 42, -8, -6, 6, 42, 6, -6, -2, -6, -8, -6, -2];

    readonly JpegComponent component;
    readonly int[] knownBits;
    readonly bool isDcAlone;
    readonly int lastUnitRow;
    readonly int[] rows = new int[5];
    readonly int[] window = new int[25];

    internal BlockSmoothing(JpegComponent component, ReadOnlySpan<int> knownBits, int unitsHigh)
    {
        (this.component, lastUnitRow) = (component, unitsHigh - 1);
        this.knownBits = knownBits[..Coefficients].ToArray();
        isDcAlone = knownBits[1..Coefficients].IndexOfAnyExcept(-1) < 0;
    }

    /// <summary>No bit of any coefficient.</summary>
    internal static int[] NothingKnown { get; } = Enumerable.Repeat(-1, 64).ToArray();

    /// <summary>True where every DC coefficient is known in part, and an AC coefficient that can be estimated is not known in full.</summary>
    internal static bool IsUseful(JpegFrame frame) =>
        frame.Components.All(c => c.Quantization is not null && c.KnownBits[0] >= 0 && Enumerable.Range(0, Coefficients).All(k => c.Quantization[JpegTables.Natural[k]] != 0)) &&
        frame.Components.Any(c => c.KnownBits.AsSpan(1, Coefficients - 1).IndexOfAnyExcept(0) >= 0);

    /// <summary>Starts on a row of blocks.</summary>
    internal void StartRow(int row)
    {
        var unitRow = row / component.V;
        var (within, high) = (row % component.V, Math.Min(component.V, component.BlocksHigh - unitRow * component.V));
        var above = within > 0 || unitRow > 0 ? row - 1 : row;
        var below = within < high - 1 || unitRow < lastUnitRow ? row + 1 : row;
        (rows[0], rows[1], rows[2]) = (within > 1 || unitRow > 1 ? row - 2 : above, above, row);
        (rows[3], rows[4]) = (below, within < high - 2 || unitRow + 1 < lastUnitRow ? row + 2 : below);
        for (var i = 0; i < 25; i++) window[i] = component.Block(0, rows[i / 5])[0];
    }

    /// <summary>Fills in the coefficients of a block of the row; the blocks come in order.</summary>
    internal void Next(Span<short> block, int x)
    {
        var last = component.BlocksWide - 1;
        for (var i = 0; i < 5; i++)
        {
            var cells = window.AsSpan(5 * i, 5);
            if (x > 0) cells[1..].CopyTo(cells);
            if (x == 0 && last > 0) cells[3] = component.Block(1, rows[i])[0];
            if (x + 1 < last) cells[4] = component.Block(x + 2, rows[i])[0];
        }
        var weights = isDcAlone ? FromDcAlone : FromMore;
        for (var k = 1; k < weights.Length; k++)
        {
            var at = JpegTables.Natural[k];
            if (knownBits[k] == 0 || block[at] != 0) continue;
            var sum = 0L;
            for (var i = 0; i < 25; i++) sum += weights[k][i] * window[i];
            block[at] = (short)Estimate(sum, at, knownBits[k]);
        }
        if (!isDcAlone) return;
        var dc = 0L;
        for (var i = 0; i < 25; i++) dc += OfDc[i] * window[i];
        block[0] = (short)Estimate(dc, 0, -1);
    }

    // Rounded to the coefficient's own step; below what the scans so far would have shown.
    long Estimate(long sum, int at, int lowestKnown)
    {
        var quantization = component.Quantization!;
        long numerator = Math.Abs(sum * (ushort)quantization[0]), step = (ushort)quantization[at];
        var estimate = ((step << 7) + numerator) / (step << 8);
        if (lowestKnown > 0) estimate = Math.Min(estimate, (1 << lowestKnown) - 1);
        return sum < 0 ? -estimate : estimate;
    }
}
