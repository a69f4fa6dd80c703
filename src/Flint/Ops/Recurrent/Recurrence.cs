namespace Flint;

/// <summary>
/// A recurrent cell over all steps of a sequence, as one operation: one product h Wᵀ and one pass over the gates a step, and in the
/// gradient one product for the weights of all steps.
/// </summary>
static class Recurrence
{
    static int Gates(RecurrentKind kind) => kind switch { RecurrentKind.Lstm => 4, RecurrentKind.Gru => 3, _ => 1 };

    /// <summary>One step of a cell from x [B, In]: the states as <see cref="Run"/> gives them.</summary>
    internal static Tensor Step(
        RecurrentKind kind, Tensor x, Tensor h, Tensor? c, Tensor weightIh, Tensor weightHh, Tensor? biasIh, Tensor? biasHh)
    {
        foreach (var operand in (ReadOnlySpan<Tensor?>)[x, h, c, weightIh, weightHh, biasIh, biasHh])
            if (operand is not null && Tape.Tracks(operand)) return Run(kind, x.Linear(weightIh, biasIh).Unsqueeze(0), h, c, weightHh, biasHh);
        var first = Plain(h);
        var (output, cells) = (States(1, c, first), Cells(2, c, first));
        if (output.Count > 0)
            x.Device.Recurrence(new(kind, first, Plain(weightHh), output, cells, null)
            { X = Plain(x).Unsqueeze(0), WeightIh = Plain(weightIh), BiasIh = biasIh is null ? null : Plain(biasIh), BiasHh = biasHh is null ? null : Plain(biasHh) });
        if (cells is not null) At(output, 1).CopyFrom(At(cells, 1));
        return output;
    }

    /// <summary>The states after each of the T steps, [T, B, H]; an LSTM's last cell state follows, [T + 1, B, H].</summary>
    /// <param name="kind">The cell.</param>
    /// <param name="gx">Gates from the input of all steps, [T, B, gates H].</param>
    /// <param name="h">The first state, [B, H].</param>
    /// <param name="c">The first cell state of an LSTM.</param>
    /// <param name="weight">[gates H, H].</param>
    /// <param name="bias">[gates H] or null.</param>
    internal static Tensor Run(RecurrentKind kind, Tensor gx, Tensor h, Tensor? c, Tensor weight, Tensor? bias)
    {
        int steps = gx.Size(0), batch = h.Size(0), size = h.Size(1);
        var tracks = Tape.Tracks(gx) || Tape.Tracks(h) || (c is not null && Tape.Tracks(c)) || Tape.Tracks(weight) || (bias is not null && Tape.Tracks(bias));
        var first = Plain(h);
        var (output, cells) = (States(steps, c, first), Cells(tracks ? steps + 1 : 2, c, first));
        var kept = tracks && kind is RecurrentKind.Lstm or RecurrentKind.Gru ? Tensor.Empty([steps, batch, 4 * size], gx.DType) : null;
        if (steps > 0 && batch * size > 0)
            gx.Device.Recurrence(new(kind, first, Plain(weight), output, cells, kept) { Gx = Plain(gx), BiasHh = bias is null ? null : Plain(bias) });
        if (cells is not null) At(output, steps).CopyFrom(At(cells, tracks ? steps : steps % 2));
        var none = Tensor.Empty([0], gx.DType);
        return Tape.Record(output, [gx, h, c ?? none, weight, bias ?? none], (dy, wanted) =>
        {
            if (Tape.Enabled)
                return Composite.Gradients(
                    v => RecurrenceFormula.Run(kind, v[0], v[1], c is null ? null : v[2], v[3], bias is null ? null : v[4]),
                    [gx, h, c ?? none, weight, bias ?? none], dy, wanted);
            var steps = new Backward(kind, first, output, cells, kept, weight.Detach());
            return steps.Run(dy.Contiguous(), wanted);
        }, weight, output, first, c ?? first);
    }

    static Tensor Plain(Tensor x) => x.Detach().Contiguous();

    static Tensor States(int steps, Tensor? c, Tensor first) => Tensor.Empty([steps + (c is null ? 0 : 1), .. first.Shape], first.DType);

    /// <summary>Cell states, the first of which is given. Without recording all but the newest two are forgotten.</summary>
    static Tensor? Cells(int count, Tensor? c, Tensor first)
    {
        if (c is null) return null;
        var cells = Tensor.Empty([count, .. first.Shape], first.DType);
        At(cells, 0).CopyFrom(c.Detach());
        return cells;
    }

    static Tensor At(Tensor x, int t) => x.Alias(new(x.Layout.Sizes[1..], x.Layout.Strides[1..]), x.Offset + t * x.Layout.Strides[0]);

    sealed record Backward(RecurrentKind Kind, Tensor First, Tensor Output, Tensor? Cells, Tensor? Kept, Tensor Weight)
    {
        internal Tensor?[] Run(Tensor dy, ReadOnlySpan<bool> wanted)
        {
            int steps = dy.Size(0) - (Cells is null ? 0 : 1), batch = dy.Size(1), size = dy.Size(2);
            var dgx = Tensor.Empty([steps, batch, Gates(Kind) * size], dy.DType);
            var dgh = Kind == RecurrentKind.Gru ? Tensor.EmptyLike(dgx) : dgx;
            var (dh, dc) = (Tensor.ZerosLike(First), Cells is null ? null : At(dy, steps).Clone());
            if (steps > 0 && batch * size > 0)
                dy.Device.RecurrenceGradient(new(Kind, First, Plain(Weight), Output, Cells, Kept)
                { Dy = dy, Dh = dh, Dc = dc, Dgx = dgx, Dgh = dgh, WantsFirst = wanted[1] });
            var rows = MatMulOps.Rows(dgh);
            return
            [
                wanted[0] ? dgx : null, wanted[1] ? dh : null, wanted[2] ? dc : null,
                wanted[3] ? WeightGradient(rows, steps, batch, size) : null, wanted[4] ? rows.Sum([0]) : null,
            ];
        }

        /// <summary>Σ over steps of dgₜᵀ hₜ₋₁.</summary>
        Tensor WeightGradient(Tensor gates, int steps, int batch, int size)
        {
            var gradient = MatMulOps.Product(MatMulOps.Transposed(gates.Narrow(0, 0, Math.Min(batch, gates.Size(0)))), steps > 0 ? First : First.Narrow(0, 0, 0));
            if (steps < 2) return gradient;
            var before = MatMulOps.Rows(Output).Narrow(0, 0, (steps - 1) * batch);
            return gradient + MatMulOps.Product(MatMulOps.Transposed(gates.Narrow(0, batch, (steps - 1) * batch)), before);
        }
    }
}
