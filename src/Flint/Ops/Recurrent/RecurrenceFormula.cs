namespace Flint;

/// <summary>A recurrent cell over all steps as recorded tensor operations: for second derivatives.</summary>
static class RecurrenceFormula
{
    /// <summary>As <see cref="Recurrence.Run"/>.</summary>
    internal static Tensor Run(RecurrentKind kind, Tensor gx, Tensor h, Tensor? c, Tensor weight, Tensor? bias)
    {
        List<Tensor> states = [];
        for (var t = 0; t < gx.Size(0); t++)
        {
            (h, c) = Step(kind, gx[t], h.Linear(weight, bias), h, c);
            states.Add(h);
        }
        if (c is not null) states.Add(c);
        return states.Count == 0 ? Tensor.Zeros([0, .. h.Shape], h.DType) : Tensor.Stack(states);
    }

    static (Tensor H, Tensor? C) Step(RecurrentKind kind, Tensor gx, Tensor gh, Tensor h, Tensor? c)
    {
        switch (kind)
        {
            case RecurrentKind.Tanh: return ((gx + gh).Tanh(), null);
            case RecurrentKind.Relu: return ((gx + gh).Relu(), null);
            case RecurrentKind.Lstm:
                var gates = (gx + gh).Chunk(4, dim: 1); // i, f, g, o
                c = gates[1].Sigmoid() * c! + gates[0].Sigmoid() * gates[2].Tanh();
                return (gates[3].Sigmoid() * c.Tanh(), c);
            default:
                var (x, s) = (gx.Chunk(3, dim: 1), gh.Chunk(3, dim: 1)); // r, z, n
                var (r, z) = ((x[0] + s[0]).Sigmoid(), (x[1] + s[1]).Sigmoid());
                return ((1 - z) * (x[2] + r * s[2]).Tanh() + z * h, null);
        }
    }
}
