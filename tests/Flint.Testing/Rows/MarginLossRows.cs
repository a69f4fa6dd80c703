using Flint.NN;
using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

using Reduction = Flint.NN.Reduction;

/// <summary>Losses of distances and rankings between vectors.</summary>
sealed class MarginLossRows : IOpRows
{
    static Input Targets(params double[] values) => new([values.Length], 0, 0) { Fixed = values, Constant = true };

    static readonly Input[][] Triplets = [[Real(5, 4), Real(5, 4), Real(5, 4)]];

    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Ternary("MarginRanking", (a, b, t) => Loss.MarginRanking(a, b, t, margin: 0.4),
            (a, b, t) => PairLossRows.Mean(a.Zip(b, (x, y) => x - y).Zip(t, (d, y) => Math.Max(0, 0.4 - y * d))), [[Real(5), Real(5), Targets(1, -1, 1, 1, -1)]]) with
        { Fixtures = ["losses:margin_ranking"] },
        OpRow.Ternary("CosineEmbedding", (a, b, t) => Loss.CosineEmbedding(a, b, t, margin: 0.1),
            (a, b, t) => PairLossRows.Mean(NDArray.Build(t.Shape, i => Cosine(Row(a, i[0]), Row(b, i[0])) is var cos && t[i] == 1 ? 1 - cos : Math.Max(0, cos - 0.1))),
            [[Real(5, 4), Real(5, 4), Targets(1, -1, 1, -1, -1)]]) with
        {
            Fixtures = ["losses:cosine_embedding"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("CosineEmbedding expects vectors [N, D] and a target [N], or [D] and a scalar, but got [2, 3] and [3].",
                    () => Loss.CosineEmbedding(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3]), Tensor.Ones([3]))),
            ],
        },
        OpRow.Ternary("Contrastive", (a, b, t) => Loss.Contrastive(a, b, t, margin: 2.5, Reduction.Sum),
            (a, b, t) => PairLossRows.Sum(NDArray.Build(t.Shape, i => Distance(Row(a, i[0]), Row(b, i[0])) is var d && t[i] == 1 ? 0.5 * d * d : 0.5 * Math.Pow(Math.Max(0, 2.5 - d), 2))),
            [[Real(5, 4), Real(5, 4), Targets(1, 0, 1, 0, 0)]]) with { Errors =
            [
                ErrorCase.Of<ShapeException>("Contrastive expects input and target of one shape, but got [2, 3] and [2, 4]: reshape or Expand one of them.",
                    () => Loss.Contrastive(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 4]), Tensor.Ones([2]))),
            ] },
        OpRow.Ternary("TripletMargin", (a, p, n) => Loss.TripletMargin(a, p, n, margin: 0.8), (a, p, n) => PairLossRows.Mean(Triplet(a, p, n, 0.8, 2, false)), Triplets) with
        { Fixtures = ["losses:triplet_margin"] },
        OpRow.Ternary("TripletMargin", (a, p, n) => Loss.TripletMargin(a, p, n, p: 3, swap: true, reduction: Reduction.None), (a, p, n) => Triplet(a, p, n, 1, 3, true), Triplets) with
        { Fixtures = ["losses:triplet_margin_swap"] },
        OpRow.Ternary("TripletMarginWithDistance",
            (a, p, n) => Loss.TripletMarginWithDistance(a, p, n, (x, y) => (x - y).Square().Sum(-1), margin: 2),
            (a, p, n) => PairLossRows.Mean(NDArray.Build([a.Shape[0]], i => Math.Max(0, 2 + Math.Pow(Distance(Row(a, i[0]), Row(p, i[0])), 2) - Math.Pow(Distance(Row(a, i[0]), Row(n, i[0])), 2)))), Triplets),
        OpRow.Ternary("TripletMarginWithDistance", (a, p, n) => Loss.TripletMarginWithDistance(a, p, n), (a, p, n) => PairLossRows.Mean(Triplet(a, p, n, 1, 2, false)), Triplets),
        OpRow.Binary("InfoNce", (q, k) => Loss.InfoNce(q, k, temperature: 0.5), (q, k) => PairLossRows.Mean(NDArray.Build([q.Shape[0]], i =>
            Found(i[0], [.. Enumerable.Range(0, q.Shape[0]).Select(j => Cosine(Row(q, i[0]), Row(k, j)) / 0.5)]))), [[Real(5, 4), Real(5, 4)]]) with
        {
            Errors =
            [
                ErrorCase.Of<ShapeException>("InfoNce expects vectors [N, D], but got [3].", () => Loss.InfoNce(Tensor.Zeros([3]), Tensor.Zeros([3]))),
                ErrorCase.Of<ArgumentOutOfRangeException>($"NtXent needs a positive temperature. (Parameter 'temperature'){Environment.NewLine}Actual value was 0.",
                    () => Loss.NtXent(Tensor.Zeros([3, 2]), Tensor.Zeros([3, 2]), temperature: 0)),
            ],
        },
        OpRow.Binary("NtXent", (a, b) => Loss.NtXent(a, b, reduction: Reduction.None), NtXent, [[Real(5, 4), Real(5, 4)]]),
    ];

    static double[] Row(NDArray x, int row) => [.. Enumerable.Range(0, x.Shape[1]).Select(j => x[row, j])];

    static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    static double Cosine(double[] a, double[] b) => Dot(a, b) / Math.Sqrt((Dot(a, a) + 1e-12) * (Dot(b, b) + 1e-12));

    static double Distance(double[] a, double[] b, double p = 2, double eps = 0) => Math.Pow(a.Zip(b, (x, y) => Math.Pow(Math.Abs(x - y + eps), p)).Sum(), 1 / p);

    static NDArray Triplet(NDArray a, NDArray p, NDArray n, double margin, double norm, bool swap) => NDArray.Build([a.Shape[0]], i =>
    {
        var (anchor, near, far) = (Row(a, i[0]), Row(p, i[0]), Row(n, i[0]));
        var away = Distance(anchor, far, norm, 1e-6);
        if (swap) away = Math.Min(away, Distance(near, far, norm, 1e-6));
        return Math.Max(0, margin + Distance(anchor, near, norm, 1e-6) - away);
    });

    static double Found(int right, double[] scores) => Math.Log(scores.Sum(Math.Exp)) - scores[right];

    static NDArray NtXent(NDArray a, NDArray b)
    {
        var n = a.Shape[0];
        double[] View(int i) => i < n ? Row(a, i) : Row(b, i - n);
        return NDArray.Build([2 * n], i =>
        {
            var others = Enumerable.Range(0, 2 * n).Where(j => j != i[0]).ToArray();
            return Found(Array.IndexOf(others, (i[0] + n) % (2 * n)), [.. others.Select(j => Cosine(View(i[0]), View(j)) / 0.5)]);
        });
    }
}
