using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Images read at any points: every mode, border and alignment.</summary>
sealed class GridSampleRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        Row((x, grid) => x.GridSample(grid), InterpolationMode.Bilinear, GridPadding.Zeros, false) with
        {
            Large = [Real(2, 5, 31, 30), Between(-1.2, 1.2, 2, 40, 50, 2)],
            Errors =
            [
                ErrorCase.Of<ShapeException>(
                    "GridSample expects [N, C, H, W] with a grid of [N, H', W', 2], or [N, C, D, H, W] with [N, D', H', W', 3], but got [2, 1, 4, 4] with [1, 3, 3, 2].",
                    () => Tensor.Zeros([2, 1, 4, 4]).GridSample(Tensor.Zeros([1, 3, 3, 2]))),
                ErrorCase.Of<ShapeException>("GridSample expects pixels to read, but got [1, 1, 0, 4].", () => Tensor.Zeros([1, 1, 0, 4]).GridSample(Tensor.Zeros([1, 3, 3, 2]))),
                ErrorCase.Of<ArgumentException>("GridSample on input [1, 1, 4, 4] takes mode Bilinear or Nearest, or Bicubic for images, not Area.",
                    () => Tensor.Zeros([1, 1, 4, 4]).GridSample(Tensor.Zeros([1, 3, 3, 2]), InterpolationMode.Area)),
                ErrorCase.Of<DTypeException>("GridSample needs one floating dtype, but got images Float32, grid Float64: convert with To.",
                    () => Tensor.Zeros([1, 1, 4, 4]).GridSample(Tensor.Zeros([1, 3, 3, 2], DType.Float64))),
            ],
        },
        Row((x, grid) => x.GridSample(grid, alignCorners: true), InterpolationMode.Bilinear, GridPadding.Zeros, true),
        Row((x, grid) => x.GridSample(grid, paddingMode: GridPadding.Border), InterpolationMode.Bilinear, GridPadding.Border, false),
        Row((x, grid) => x.GridSample(grid, paddingMode: GridPadding.Border, alignCorners: true), InterpolationMode.Bilinear, GridPadding.Border, true),
        Row((x, grid) => x.GridSample(grid, paddingMode: GridPadding.Reflection), InterpolationMode.Bilinear, GridPadding.Reflection, false),
        Row((x, grid) => x.GridSample(grid, paddingMode: GridPadding.Reflection, alignCorners: true), InterpolationMode.Bilinear, GridPadding.Reflection, true),
        Row((x, grid) => x.GridSample(grid, InterpolationMode.Nearest), InterpolationMode.Nearest, GridPadding.Zeros, false),
        Row((x, grid) => x.GridSample(grid, InterpolationMode.Nearest, alignCorners: true), InterpolationMode.Nearest, GridPadding.Zeros, true),
        Row((x, grid) => x.GridSample(grid, InterpolationMode.Nearest, GridPadding.Border), InterpolationMode.Nearest, GridPadding.Border, false),
        Row((x, grid) => x.GridSample(grid, InterpolationMode.Nearest, GridPadding.Border, true), InterpolationMode.Nearest, GridPadding.Border, true),
        Row((x, grid) => x.GridSample(grid, InterpolationMode.Nearest, GridPadding.Reflection), InterpolationMode.Nearest, GridPadding.Reflection, false),
        Row((x, grid) => x.GridSample(grid, InterpolationMode.Nearest, GridPadding.Reflection, true), InterpolationMode.Nearest, GridPadding.Reflection, true),
        Row((x, grid) => x.GridSample(grid, InterpolationMode.Bicubic), InterpolationMode.Bicubic, GridPadding.Zeros, false),
        Row((x, grid) => x.GridSample(grid, InterpolationMode.Bicubic, alignCorners: true), InterpolationMode.Bicubic, GridPadding.Zeros, true),
        Row((x, grid) => x.GridSample(grid, InterpolationMode.Bicubic, GridPadding.Border), InterpolationMode.Bicubic, GridPadding.Border, false),
        Row((x, grid) => x.GridSample(grid, InterpolationMode.Bicubic, GridPadding.Border, true), InterpolationMode.Bicubic, GridPadding.Border, true),
        Row((x, grid) => x.GridSample(grid, InterpolationMode.Bicubic, GridPadding.Reflection), InterpolationMode.Bicubic, GridPadding.Reflection, false),
        Row((x, grid) => x.GridSample(grid, InterpolationMode.Bicubic, GridPadding.Reflection, true), InterpolationMode.Bicubic, GridPadding.Reflection, true),
        Volume((x, grid) => x.GridSample(grid, InterpolationMode.Bilinear), GridPadding.Zeros),
        Volume((x, grid) => x.GridSample(grid, InterpolationMode.Bilinear, GridPadding.Border), GridPadding.Border),
        Volume((x, grid) => x.GridSample(grid, InterpolationMode.Bilinear, GridPadding.Reflection), GridPadding.Reflection),
    ];

    static OpRow Row(Func<Tensor, Tensor, Tensor> call, InterpolationMode mode, GridPadding padding, bool align,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(call))] string expression = "") =>
        OpRow.Binary("GridSample", call, (x, grid) => Sample(x, grid, mode, padding, align),
            [[Real(2, 1, 5, 4), Points(mode, 2, 2, 3, 2)], [Real(1, 2, 1, 3), Points(mode, 1, 1, 4, 2)], [Real(0, 2, 2, 2), Points(mode, 0, 3, 1, 2)], [Real(2, 0, 2, 2), Points(mode, 2, 1, 1, 2)]], expression) with
        { Fixtures = [$"spatial:grid_sample_{mode.ToString().ToLowerInvariant()}_{padding.ToString().ToLowerInvariant()}_{align}"], Tolerance32 = 2e-5 };

    static OpRow Volume(Func<Tensor, Tensor, Tensor> call, GridPadding padding,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(call))] string expression = "") =>
        OpRow.Binary("GridSample", call, (x, grid) => Sample(x, grid, InterpolationMode.Bilinear, padding, false),
            [[Real(1, 2, 3, 4, 5), Points(InterpolationMode.Bilinear, 1, 2, 1, 2, 3)]], expression) with
        { Fixtures = [$"spatial:grid_sample_3d_{padding.ToString().ToLowerInvariant()}"], Tolerance32 = 2e-5 };

    /// <summary>Points in and around the image; without gradient where the nearest pixel is taken.</summary>
    static Input Points(InterpolationMode mode, params int[] shape) => new(shape, -1.4, 1.4) { Constant = mode == InterpolationMode.Nearest };

    static NDArray Sample(NDArray x, NDArray grid, InterpolationMode mode, GridPadding padding, bool align)
    {
        var dims = x.Rank - 2;
        var sizes = x.Shape[2..];
        return NDArray.Build([x.Shape[0], x.Shape[1], .. grid.Shape[1..^1]], at =>
        {
            var taps = new (double Place, double Weight)[dims][];
            for (var d = 0; d < dims; d++)
            {
                var g = grid[[at[0], .. at[2..], dims - 1 - d]];
                var p = align ? (g + 1) / 2 * (sizes[d] - 1) : ((g + 1) * sizes[d] - 1) / 2;
                taps[d] = Taps(p, sizes[d], mode, padding, align);
            }
            var sum = 0.0;
            NDArray.Build([.. taps.Select(t => t.Length)], pick =>
            {
                var weight = pick.Select((k, d) => taps[d][k].Weight).Aggregate(1.0, (a, b) => a * b);
                int[] place = [.. pick.Select((k, d) => (int)taps[d][k].Place)];
                if (place.Zip(sizes).All(p => p.First >= 0 && p.First < p.Second)) sum += weight * x[[at[0], at[1], .. place]];
                return 0;
            });
            return sum;
        });
    }

    static (double, double)[] Taps(double p, int size, InterpolationMode mode, GridPadding padding, bool align)
    {
        if (mode == InterpolationMode.Bicubic)
            return [.. Enumerable.Range(-1, 4).Select(k =>
            {
                var t = Math.Abs(p - (Math.Floor(p) + k));
                return (Inside(Math.Floor(p) + k, size, padding, align), t <= 1 ? 1.25 * t * t * t - 2.25 * t * t + 1 : -0.75 * t * t * t + 3.75 * t * t - 6 * t + 3);
            })];
        p = Inside(p, size, padding, align);
        if (mode == InterpolationMode.Nearest) return [(Math.Round(p, MidpointRounding.ToEven), 1)];
        return [(Math.Floor(p), 1 - p + Math.Floor(p)), (Math.Floor(p) + 1, p - Math.Floor(p))];
    }

    /// <summary>Mirrors until the point is inside, one border at a time.</summary>
    static double Inside(double p, int size, GridPadding padding, bool align)
    {
        if (padding == GridPadding.Zeros) return p;
        var (low, high) = align ? (0, size - 1) : (-0.5, size - 0.5);
        if (padding == GridPadding.Reflection && low == high) return 0;
        while (padding == GridPadding.Reflection && (p < low || p > high)) p = p < low ? 2 * low - p : 2 * high - p;
        return Math.Clamp(p, 0, size - 1);
    }
}
