using Flint.Testing;

namespace Flint.Tests.Kernels.Elements;

/// <summary>Traversals over every kind of layout against a naive loop, in all dtypes.</summary>
public sealed class TraversalTests
{
    static readonly Placement[] Placements = Enum.GetValues<Placement>();

    static readonly (int[] A, int[] B)[] Shapes =
    [
        ([], []), ([1], [5]), ([7], [1]), ([3, 0, 2], [1, 2]), ([1, 1, 1], [1]), ([3, 4], [4]), ([3, 1], [1, 4]), ([2, 3, 4, 5], [3, 1, 5]),
        ([9, 130], [9, 130]), ([130, 9], [9]), ([5, 1, 700], [3, 700]), ([3, 3, 3, 3, 3, 3], [3, 1, 3, 1, 3, 1]), ([2, 513], [2, 1]), ([1100], [1100]),
    ];

    public static TheoryData<DType> DTypes => [DType.UInt8, DType.Int32, DType.Int64, DType.Float32, DType.Float64];

    [Theory, MemberData(nameof(DTypes))]
    public void AnyTwoLayoutsGiveWhatANaiveLoopGives(DType dtype)
    {
        foreach (var (shapeA, shapeB) in Shapes)
            foreach (var placeA in Placements)
                foreach (var placeB in Placements)
                {
                    var (a, b) = (Numbers(shapeA, 3, placeA), Numbers(shapeB, 5, placeB));
                    var y = Raw.Tensor(a, dtype, placeA) * Raw.Tensor(b, dtype, placeB) + Raw.Tensor(b, dtype, placeB);
                    var expected = a.Zip(b, (p, q) => p * q + q).Map(x => Raw.Round(x, dtype));
                    Near.CheckSame(Raw.Values(y), expected, $"{dtype} {(Shape)shapeA} {placeA}, {(Shape)shapeB} {placeB}");
                }
    }

    [Theory, MemberData(nameof(DTypes))]
    public void ConversionsReachEveryDType(DType from)
    {
        var values = new NDArray([3, 41], [.. Enumerable.Range(0, 123).Select(i => from.IsFloating ? i * 0.75 : i % 100)]);
        foreach (var to in Enum.GetValues<DType>())
            foreach (var placement in (Placement[])[Placement.Contiguous, Placement.Transposed, Placement.Strided])
                Near.CheckSame(Raw.Values(Raw.Tensor(values, from, placement).To(to)), values.Map(x => Raw.Round(x, to)), $"{from} to {to}, {placement}");
    }

    [Theory, MemberData(nameof(DTypes))]
    public void CopiesAndFillsReachEveryLayout(DType dtype)
    {
        foreach (var shape in (int[][])[[], [5], [1, 3], [4, 0], [33, 65], [64, 64], [3, 70, 35], [2, 3, 4, 5]])
            foreach (var source in Placements)
                foreach (var target in (Placement[])[Placement.Contiguous, Placement.Transposed, Placement.Strided])
                {
                    var values = Numbers(shape, 11, source);
                    var y = Raw.Tensor(values.Map(_ => 1), dtype, target);
                    y.CopyFrom(Raw.Tensor(values, dtype, source));
                    Near.CheckSame(Raw.Values(y), values, $"copy {dtype} {(Shape)shape} {source} to {target}");
                    y.Fill(2);
                    Near.CheckSame(Raw.Values(y), values.Map(_ => 2), $"fill {dtype} {(Shape)shape} {target}");
                }
    }

    [Fact]
    public void WritesNothingBesideAView()
    {
        var x = Raw.Tensor(Numbers([40, 50], 13, Placement.Contiguous), DType.Float32);
        var before = Raw.Values(x);
        x[3..30, 7..^4] *= 0f;
        var expected = NDArray.Build([40, 50], i => i[0] is >= 3 and < 30 && i[1] is >= 7 and < 46 ? 0 : before[i]);
        Near.CheckSame(Raw.Values(x), expected, "a window set to zero");
    }

    /// <summary>Small whole numbers, exact in every dtype; constant along the first dimension where that is repeated in memory.</summary>
    static NDArray Numbers(int[] shape, int seed, Placement placement) => NDArray.Build(shape, i =>
        i.Select((at, d) => placement == Placement.Expanded && d == 0 ? 0 : at).Aggregate(seed, (n, at) => n * 7 + at) % 13);
}
