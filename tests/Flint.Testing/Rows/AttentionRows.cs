using static Flint.Testing.Inputs;

namespace Flint.Testing.Rows;

sealed class AttentionRows : IOpRows
{
    public IEnumerable<OpRow> Rows =>
    [
        OpRow.Ternary("ScaledDotProductAttention", (q, k, v) => q.ScaledDotProductAttention(k, v), (q, k, v) => Attend(q, k, v),
            [[Real(2, 3, 4), Real(2, 5, 4), Real(2, 5, 3)], [Real(2, 2, 50, 3), Real(2, 2, 9, 3), Real(2, 2, 9, 2)], [Real(7, 17), Real(7, 17), Real(7, 17)],
                [Real(1, 1), Real(1, 1), Real(1, 1)], [Real(0, 2, 3), Real(0, 2, 3), Real(0, 2, 3)], [Real(2, 0, 3), Real(2, 4, 3), Real(2, 4, 2)],
                [Real(2, 1, 2, 3), Real(3, 4, 3), Real(1, 4, 2)], [Real(2, 3), Real(200, 3), Real(200, 2)], [Real(2, 3), Real(0, 3), Real(0, 2)]]) with
        {
            Large = [Real(3, 301, 16), Real(3, 203, 16), Real(3, 203, 40)], Tolerance32 = 2e-5, Fixtures = ["sequence:attention"],
            Errors =
            [
                ErrorCase.Of<ShapeException>("ScaledDotProductAttention expects query [..., L, E], key [..., S, E] and value [..., S, Ev], but got [3], [2, 3] and [2, 3].",
                    () => Tensor.Zeros([3]).ScaledDotProductAttention(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3]))),
                ErrorCase.Of<ShapeException>("ScaledDotProductAttention expects query and key of one last size, but got query [2, 3] and key [2, 4].",
                    () => Tensor.Zeros([2, 3]).ScaledDotProductAttention(Tensor.Zeros([2, 4]), Tensor.Zeros([2, 4]))),
                ErrorCase.Of<ShapeException>("ScaledDotProductAttention expects as many values as keys, but got key [2, 3] and value [4, 3]: positions are the second-last dimension.",
                    () => Tensor.Zeros([2, 3]).ScaledDotProductAttention(Tensor.Zeros([2, 3]), Tensor.Zeros([4, 3]))),
                ErrorCase.Of<ShapeException>(
                    "ScaledDotProductAttention cannot broadcast query [2, 5, 3], key [3, 4, 3], value [4, 3]: leading sizes must be equal or 1.",
                    () => Tensor.Zeros([2, 5, 3]).ScaledDotProductAttention(Tensor.Zeros([3, 4, 3]), Tensor.Zeros([4, 3]))),
                ErrorCase.Of<ShapeException>(
                    "ScaledDotProductAttention cannot broadcast query [5, 3], key [4, 3], value [4, 3] and mask [5, 5] (to [..., L, S]): leading sizes must be equal or 1.",
                    () => Tensor.Zeros([5, 3]).ScaledDotProductAttention(Tensor.Zeros([4, 3]), Tensor.Zeros([4, 3]), Tensor.Zeros([5, 5]))),
                ErrorCase.Of<DTypeException>("ScaledDotProductAttention needs one floating dtype, but got query Float32, key Int64, value Float32: convert with To.",
                    () => Tensor.Zeros([2, 3]).ScaledDotProductAttention(Tensor.Zeros([2, 3], DType.Int64), Tensor.Zeros([2, 3]))),
                ErrorCase.Of<DTypeException>("ScaledDotProductAttention expects a Bool mask (true takes part) or a floating one (added to the scores), but got Int64.",
                    () => Tensor.Zeros([2, 3]).ScaledDotProductAttention(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3]), Tensor.Zeros([2, 2], DType.Int64))),
                ErrorCase.Of<ArgumentException>("ScaledDotProductAttention got a mask and isCausal: put the causal part into the mask. (Parameter 'isCausal')",
                    () => Tensor.Zeros([2, 3]).ScaledDotProductAttention(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3]), Tensor.Zeros([2, 2]), isCausal: true)),
                ErrorCase.Of<ArgumentOutOfRangeException>(
                    "ScaledDotProductAttention's dropoutP is a probability: use 0 to 1. (Parameter 'dropoutP')\nActual value was 1.5.",
                    () => Tensor.Zeros([2, 3]).ScaledDotProductAttention(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 3]), dropoutP: 1.5)),
            ],
        },
        OpRow.Ternary("ScaledDotProductAttention", (q, k, v) => q.ScaledDotProductAttention(k, v, isCausal: true, scale: -0.7),
            (q, k, v) => Attend(q, k, v, -0.7, (_, i, j) => j <= i ? 0 : double.NegativeInfinity),
            [[Real(2, 3, 4), Real(2, 5, 4), Real(2, 5, 3)], [Real(6, 4), Real(3, 4), Real(3, 3)], [Real(200, 3), Real(200, 3), Real(200, 2)]]) with
        { Large = [Real(3, 301, 16), Real(3, 403, 16), Real(3, 403, 8)], Tolerance32 = 2e-5, Fixtures = ["sequence:attention_causal"] },
        OpRow.Many("ScaledDotProductAttention", x => [x[0].ScaledDotProductAttention(x[1], x[2], x[3])],
            x => [Attend(x[0], x[1], x[2], null, (at, i, j) => Look(x[3], [.. at, i, j]))],
            [[Real(2, 3, 4), Real(2, 5, 4), Real(2, 5, 3), Real(3, 5)], [Real(2, 2, 6, 4), Real(2, 2, 3, 4), Real(2, 2, 3, 3), Real(2, 1, 1, 3)]]) with
        { Tolerance32 = 2e-5, Fixtures = ["sequence:attention_additive"] },
        OpRow.Many("ScaledDotProductAttention", x => [x[0].ScaledDotProductAttention(x[1], x[2], x[3], scale: 1)],
            x => [Attend(x[0], x[1], x[2], 1, (at, i, j) => Look(x[3], [.. at, i, j]) != 0 ? 0 : double.NegativeInfinity)],
            [[Real(2, 3, 4), Real(2, 5, 4), Real(2, 5, 3), Mask(2, 3, 5)], [Real(2, 2, 40, 4), Real(2, 2, 3, 4), Real(2, 2, 3, 3), Mask(2, 1, 1, 3)],
                [Real(3, 4), Real(2, 4), Real(2, 3), Mask(3, 1)]]) with
        { Large = [Real(3, 101, 16), Real(3, 203, 16), Real(3, 203, 8), Mask(3, 101, 203)], Tolerance32 = 2e-5 },
    ];

    static double Look(NDArray mask, int[] at) => mask[[.. mask.Shape.Select((size, d) => size == 1 ? 0 : at[d + at.Length - mask.Rank])]];

    /// <summary>Row by row; a row whose scores are all -inf gives zeros.</summary>
    static NDArray Attend(NDArray q, NDArray k, NDArray v, double? scale = null, Func<int[], int, int, double>? mask = null)
    {
        var factor = scale ?? 1 / Math.Sqrt(q.Shape[^1]);
        var batch = NDArray.Broadcast(NDArray.Broadcast(q.Shape[..^2], k.Shape[..^2]), v.Shape[..^2]);
        (q, k, v) = (q.To([.. batch, .. q.Shape[^2..]]), k.To([.. batch, .. k.Shape[^2..]]), v.To([.. batch, .. v.Shape[^2..]]));
        Dictionary<string, double[]> rows = [];
        return NDArray.Build([.. batch, q.Shape[^2], v.Shape[^1]], at =>
        {
            int[] lead = at[..^2];
            var i = at[^2];
            var key = string.Join(',', at[..^1]);
            if (!rows.TryGetValue(key, out var weights))
            {
                var scores = Enumerable.Range(0, k.Shape[^2]).Select(j =>
                    factor * Enumerable.Range(0, q.Shape[^1]).Sum(e => q[[.. lead, i, e]] * k[[.. lead, j, e]]) + (mask?.Invoke(lead, i, j) ?? 0)).ToArray();
                var max = scores.Append(double.NegativeInfinity).Max();
                var exps = Array.ConvertAll(scores, s => max == double.NegativeInfinity ? 0 : Math.Exp(s - max));
                rows[key] = weights = Array.ConvertAll(exps, e => e == 0 ? 0 : e / exps.Sum());
            }
            return Enumerable.Range(0, weights.Length).Sum(j => weights[j] == 0 ? 0 : weights[j] * v[[.. lead, j, at[^1]]]);
        });
    }
}
