using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

/// <summary>Interpolation and grids.</summary>
sealed class ResamplingRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Unary("Interpolate", x => x.Interpolate([8]), x => Resize(x, [8], Nearest), [Real(2, 1, 5), Real(1, 1, 1), Real(0, 1, 3)]) with
        {
            Fixtures = ["spatial:interpolate_nearest_1d"], Result = DTypeRules.FloatingOnly,
            Errors =
            [
                ErrorCase.Of<ShapeException>("Interpolate in mode Bilinear expects [N, C, H, W], but got [2, 3, 4].", () => Tensor.Zeros([2, 3, 4]).Interpolate([2], InterpolationMode.Bilinear)),
                ErrorCase.Of<ShapeException>("Interpolate in mode Nearest expects [N, C, L], [N, C, H, W] or [N, C, D, H, W], but got [2, 3].", () => Tensor.Zeros([2, 3]).Interpolate([2])),
                ErrorCase.Of<ShapeException>("Interpolate on input [1, 1, 4, 4] expects 2 sizes or one for all, but got 3.", () => Tensor.Zeros([1, 1, 4, 4]).Interpolate([1, 2, 3])),
                ErrorCase.Of<ShapeException>("Interpolate on input [1, 1, 4] expects sizes of 1 or more, but got [0].", () => Tensor.Zeros([1, 1, 4]).Interpolate(0.2)),
                ErrorCase.Of<ShapeException>("Interpolate expects something to interpolate, but got [1, 1, 0].", () => Tensor.Zeros([1, 1, 0]).Interpolate([3])),
                ErrorCase.Of<ArgumentException>("Interpolate's alignCorners has no meaning in mode Nearest: leave it out, or use a linear mode or Bicubic.",
                    () => Tensor.Zeros([1, 1, 4]).Interpolate([3], alignCorners: true)),
            ],
        },
        OpRow.Unary("Interpolate", x => x.Interpolate([7, 4]), x => Resize(x, [7, 4], Nearest), [Real(2, 1, 5, 4)]) with { Fixtures = ["spatial:interpolate_nearest_2d"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([2, 5, 7]), x => Resize(x, [2, 5, 7], Nearest), [Real(1, 1, 3, 4, 5)]) with { Fixtures = ["spatial:interpolate_nearest_3d"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([1.5, 0.7]), x => Resize(x, [7, 2], Nearest, [1.5, 0.7]), [Real(2, 1, 5, 4)]) with { Fixtures = ["spatial:interpolate_nearest_scale"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([8], InterpolationMode.NearestExact), x => Resize(x, [8], Exact), [Real(2, 1, 5)]) with { Fixtures = ["spatial:interpolate_nearest-exact_1d"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([7, 4], InterpolationMode.NearestExact), x => Resize(x, [7, 4], Exact), [Real(2, 1, 5, 4)]) with
        { Fixtures = ["spatial:interpolate_nearest-exact_2d"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([2, 5, 7], InterpolationMode.NearestExact), x => Resize(x, [2, 5, 7], Exact), [Real(1, 1, 3, 4, 5)]) with
        { Fixtures = ["spatial:interpolate_nearest-exact_3d"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([1.5, 0.7], InterpolationMode.NearestExact), x => Resize(x, [7, 2], Exact, [1.5, 0.7]), [Real(2, 1, 5, 4)]) with
        { Fixtures = ["spatial:interpolate_nearest-exact_scale"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([8], InterpolationMode.Area), x => Resize(x, [8], Area), [Real(2, 1, 5)]) with { Fixtures = ["spatial:interpolate_area_1d"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([7, 4], InterpolationMode.Area), x => Resize(x, [7, 4], Area), [Real(2, 1, 5, 4)]) with { Fixtures = ["spatial:interpolate_area_2d"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([2, 5, 7], InterpolationMode.Area), x => Resize(x, [2, 5, 7], Area), [Real(1, 1, 3, 4, 5)]) with { Fixtures = ["spatial:interpolate_area_3d"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([7], InterpolationMode.Linear), x => Resize(x, [7], Linear), [Real(2, 1, 5), Real(1, 1, 1)]) with { Fixtures = ["spatial:interpolate_linear_False"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([7], InterpolationMode.Linear, alignCorners: true), x => Resize(x, [7], Linear, align: true), [Real(2, 1, 5)]) with
        { Fixtures = ["spatial:interpolate_linear_True"] },
        OpRow.Unary("Interpolate", x => x.Interpolate(1.7, InterpolationMode.Linear), x => Resize(x, [8], Linear, [1.7]), [Real(2, 1, 5)]) with { Fixtures = ["spatial:interpolate_linear_scale"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([9, 7], InterpolationMode.Bilinear), x => Resize(x, [9, 7], Linear), [Real(2, 1, 5, 4), Real(1, 1, 20, 3)]) with
        { Fixtures = ["spatial:interpolate_bilinear_False"], Large = [Real(3, 8, 40, 70)] },
        OpRow.Unary("Interpolate", x => x.Interpolate([9, 7], InterpolationMode.Bilinear, alignCorners: true), x => Resize(x, [9, 7], Linear, align: true), [Real(2, 1, 5, 4)]) with
        { Fixtures = ["spatial:interpolate_bilinear_True"] },
        OpRow.Unary("Interpolate", x => x.Interpolate(1.7, InterpolationMode.Bilinear), x => Resize(x, [8, 6], Linear, [1.7, 1.7]), [Real(2, 1, 5, 4)]) with
        { Fixtures = ["spatial:interpolate_bilinear_scale"], Large = [Real(3, 8, 40, 70)] },
        OpRow.Unary("Interpolate", x => x.Interpolate([9, 7], InterpolationMode.Bicubic), x => Resize(x, [9, 7], Cubic), [Real(2, 1, 5, 4), Real(1, 1, 1, 2)]) with
        { Fixtures = ["spatial:interpolate_bicubic_False"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([9, 7], InterpolationMode.Bicubic, alignCorners: true), x => Resize(x, [9, 7], Cubic, align: true), [Real(2, 1, 5, 4)]) with
        { Fixtures = ["spatial:interpolate_bicubic_True"] },
        OpRow.Unary("Interpolate", x => x.Interpolate(1.7, InterpolationMode.Bicubic), x => Resize(x, [8, 6], Cubic, [1.7, 1.7]), [Real(2, 1, 5, 4)]) with { Fixtures = ["spatial:interpolate_bicubic_scale"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([1, 3], InterpolationMode.Bicubic), x => Resize(x, [1, 3], Cubic), [Real(2, 1, 5, 4)]) with { Fixtures = ["spatial:interpolate_bicubic_down"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([4, 9, 7], InterpolationMode.Trilinear), x => Resize(x, [4, 9, 7], Linear), [Real(1, 1, 3, 4, 5)]) with
        { Fixtures = ["spatial:interpolate_trilinear_False"] },
        OpRow.Unary("Interpolate", x => x.Interpolate([4, 9, 7], InterpolationMode.Trilinear, alignCorners: true), x => Resize(x, [4, 9, 7], Linear, align: true), [Real(1, 1, 3, 4, 5)]) with
        { Fixtures = ["spatial:interpolate_trilinear_True"] },
        OpRow.Unary("Interpolate", x => x.Interpolate(1.7, InterpolationMode.Trilinear), x => Resize(x, [5, 6, 8], Linear, [1.7, 1.7, 1.7]), [Real(1, 1, 3, 4, 5)]) with
        { Fixtures = ["spatial:interpolate_trilinear_scale"] },
        OpRow.Unary("AffineGrid", theta => theta.AffineGrid([2, 1, 3, 4]), theta => Grid(theta, [3, 4], false), [Real(2, 2, 3)]) with
        {
            Fixtures = ["spatial:affine_grid"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("AffineGrid expects theta [N, 2, 3] with a size of [N, C, H, W], or [N, 3, 4] with [N, C, D, H, W], but got [2, 3, 4] with [2, 1, 3, 4].",
                    () => Tensor.Zeros([2, 3, 4]).AffineGrid([2, 1, 3, 4])),
            ],
        },
        OpRow.Unary("AffineGrid", theta => theta.AffineGrid([2, 1, 3, 1], alignCorners: true), theta => Grid(theta, [3, 1], true), [Real(2, 2, 3)]) with { Fixtures = ["spatial:affine_grid_aligned"] },
        OpRow.Unary("AffineGrid", theta => theta.AffineGrid([1, 1, 2, 3, 4]), theta => Grid(theta, [2, 3, 4], false), [Real(1, 3, 4)]) with { Fixtures = ["spatial:affine_grid_3d"] },
    ];

    /// <summary>What an output at index i takes of an input of the given size: (place, weight).</summary>
    delegate IEnumerable<(int Place, double Weight)> Rule(int i, int size, int count, double scale, bool align);

    static NDArray Resize(NDArray x, int[] counts, Rule rule, double[]? factors = null, bool align = false)
    {
        for (var d = 0; d < counts.Length; d++)
        {
            var (count, factor) = (counts[d], factors?[d]);
            if (x.Count == 0) return new([.. x.Shape[..2], .. counts], []);
            x = x.Along(d + 2, v => [.. Enumerable.Range(0, count).Select(i =>
                rule(i, v.Length, count, factor is { } f ? 1 / f : (double)v.Length / count, align).Sum(entry => entry.Weight * v[Math.Clamp(entry.Place, 0, v.Length - 1)]))]);
        }
        return x;
    }

    static IEnumerable<(int, double)> Nearest(int i, int size, int count, double scale, bool align) => [((int)Math.Floor(i * scale), 1)];

    static IEnumerable<(int, double)> Exact(int i, int size, int count, double scale, bool align) => [((int)Math.Floor((i + 0.5) * scale), 1)];

    static IEnumerable<(int, double)> Area(int i, int size, int count, double scale, bool align)
    {
        var (start, end) = ((int)Math.Floor((double)i * size / count), (int)Math.Ceiling((i + 1.0) * size / count));
        return Enumerable.Range(start, end - start).Select(place => (place, 1.0 / (end - start)));
    }

    static double Position(int i, int size, int count, double scale, bool align) => align ? count > 1 ? i * (size - 1.0) / (count - 1) : 0 : (i + 0.5) * scale - 0.5;

    /// <summary>A hat over the position: what falls outside counts for the edge.</summary>
    static IEnumerable<(int, double)> Linear(int i, int size, int count, double scale, bool align)
    {
        var p = Position(i, size, count, scale, align);
        return Enumerable.Range((int)Math.Floor(p), 2).Select(place => (place, 1 - Math.Abs(p - place)));
    }

    /// <summary>Keys' kernel with a = -3/4.</summary>
    static IEnumerable<(int, double)> Cubic(int i, int size, int count, double scale, bool align)
    {
        var p = Position(i, size, count, scale, align);
        return Enumerable.Range((int)Math.Floor(p) - 1, 4).Select(place =>
        {
            var t = Math.Abs(p - place);
            return (place, t <= 1 ? 1.25 * t * t * t - 2.25 * t * t + 1 : -0.75 * t * t * t + 3.75 * t * t - 6 * t + 3);
        });
    }

    static NDArray Grid(NDArray theta, int[] space, bool align)
    {
        var dims = space.Length;
        return NDArray.Build([theta.Shape[0], .. space, dims], at =>
        {
            var sum = theta[at[0], at[^1], dims];
            for (var k = 0; k < dims; k++)
            {
                var (i, n) = (at[dims - k], space[dims - 1 - k]);
                var place = n == 1 ? 0 : align ? 2.0 * i / (n - 1) - 1 : (2 * i + 1.0) / n - 1;
                sum += theta[at[0], at[^1], k] * place;
            }
            return sum;
        });
    }
}
