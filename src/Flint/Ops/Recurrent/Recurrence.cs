namespace Flint;

/// <summary>
/// A recurrent cell over all steps of a sequence, as one operation: one product h Wᵀ and one pass over the gates a step, and in the
/// gradient one product for the weights of all steps.
/// </summary>
static class Recurrence
{
    static int Gates(RecurrentKind kind) => kind switch { RecurrentKind.Lstm => 4, RecurrentKind.Gru => 3, _ => 1 };

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
        var (input, first, transposed) = (gx.Detach().Contiguous(), h.Detach().Contiguous(), MatMulOps.Transposed(weight.Detach()));
        var output = Tensor.Empty([steps + (c is null ? 0 : 1), batch, size], gx.DType);
        var cells = c is null ? null : Tensor.Empty([tracks ? steps + 1 : 2, batch, size], gx.DType);
        var kept = tracks && kind is RecurrentKind.Lstm or RecurrentKind.Gru ? Tensor.Empty([steps, batch, 4 * size], gx.DType) : null;
        if (c is not null) At(cells!, 0).CopyFrom(c.Detach());
        for (var t = 0; t < steps; t++)
        {
            var state = t == 0 ? first : At(output, t - 1);
            var gh = MatMulOps.Product(state, transposed, bias?.Detach().Contiguous());
            if (batch * size > 0)
                gx.Device.RecurrentStep(new(kind, state, At(output, t), Cell(cells, t), Cell(cells, t + 1), kept is null ? null : At(kept, t)) { Gx = At(input, t), Gh = gh });
            gh.Storage.Release();
        }
        if (cells is not null) At(output, steps).CopyFrom(Cell(cells, steps)!);
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

    /// <summary>Without recording all but the newest two cell states are forgotten.</summary>
    static Tensor? Cell(Tensor? cells, int t) => cells is null ? null : At(cells, cells.Size(0) == 2 ? t % 2 : t);

    static Tensor At(Tensor x, int t) => x.Alias(new(x.Layout.Sizes[1..], x.Layout.Strides[1..]), x.Offset + t * x.Layout.Strides[0]);

    sealed record Backward(RecurrentKind Kind, Tensor First, Tensor Output, Tensor? Cells, Tensor? Kept, Tensor Weight)
    {
        internal Tensor?[] Run(Tensor dy, ReadOnlySpan<bool> wanted)
        {
            int steps = dy.Size(0) - (Cells is null ? 0 : 1), batch = dy.Size(1), size = dy.Size(2);
            var dgx = Tensor.Empty([steps, batch, Gates(Kind) * size], dy.DType);
            var dgh = Kind == RecurrentKind.Gru ? Tensor.EmptyLike(dgx) : dgx;
            var dc = Cells is null ? null : At(dy, steps).Clone();
            Tensor? dh = null;
            for (var t = steps - 1; t >= 0; t--)
            {
                var total = dh is null ? At(dy, t) : At(dy, t) + dh;
                var through = Kind == RecurrentKind.Gru ? Tensor.Empty([batch, size], dy.DType) : null;
                if (batch * size > 0)
                    dy.Device.RecurrentStepGradient(new(Kind, t == 0 ? First : At(Output, t - 1), At(Output, t), Cell(Cells, t), Cell(Cells, t + 1), Kept is null ? null : At(Kept, t))
                    { Dh = total, Dc = dc, Dgx = At(dgx, t), Dgh = At(dgh, t), Through = through });
                if (t == 0 && !wanted[1]) break;
                dh = MatMulOps.Product(At(dgh, t), Weight);
                if (through is not null) dh = dh + through;
            }
            var rows = MatMulOps.Rows(dgh);
            return
            [
                wanted[0] ? dgx : null, wanted[1] ? dh ?? Tensor.ZerosLike(First) : null, wanted[2] ? dc : null,
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
