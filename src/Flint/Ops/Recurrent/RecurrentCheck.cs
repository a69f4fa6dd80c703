namespace Flint;

/// <summary>What recurrent cells require of their operands.</summary>
static class RecurrentCheck
{
    internal static void Cell(string name, int gates, Tensor x, Tensor h, Tensor? c, Tensor weightIh, Tensor weightHh, Tensor? biasIh, Tensor? biasHh)
    {
        if (x.Rank != 2 || h.Rank != 2 || weightIh.Rank != 2 || weightHh.Rank != 2)
            throw new ShapeException($"{name} expects input [B, in], state [B, H] and weights [{gates}H, in] and [{gates}H, H], but got {x.Shape}, {h.Shape}, {weightIh.Shape} and {weightHh.Shape}.");
        List<string> wrong = [];
        int batch = x.Size(0), size = h.Size(1);
        if (h.Size(0) != batch) wrong.Add($"the state's batch must be the input's {batch}, not {h.Size(0)}");
        if (c is not null && c.Shape != h.Shape) wrong.Add($"the cell state must have the state's shape {h.Shape}, not {c.Shape}");
        Expect(wrong, "weightIh", weightIh, [gates * size, x.Size(1)]);
        Expect(wrong, "weightHh", weightHh, [gates * size, size]);
        Expect(wrong, "biasIh", biasIh, [gates * size]);
        Expect(wrong, "biasHh", biasHh, [gates * size]);
        if (wrong.Count > 0) throw new ShapeException($"{name} with input {x.Shape} and state {h.Shape}: {string.Join("; ", wrong)}.");
        foreach (var other in (ReadOnlySpan<Tensor?>)[x, h, c, weightIh, weightHh, biasIh, biasHh])
            if (other is not null && (other.DType != x.DType || !x.DType.IsFloating))
                throw new DTypeException($"{name} needs one floating dtype, but got input {x.DType} and another operand of {other.DType}: convert with To.");
    }

    static void Expect(List<string> wrong, string name, Tensor? found, Shape shape)
    {
        if (found is not null && found.Shape != shape) wrong.Add($"{name} must be {shape}, not {found.Shape}");
    }
}
