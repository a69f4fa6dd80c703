namespace Flint;

// Slow stand-ins with the final signatures so that other parts compile; the elements part replaces and deletes this file
// (and Devices/*.Copy.cs beside it).
#pragma warning disable CS1591
public static class ProvisionalOps
{
    extension(Tensor a)
    {
        public Tensor Add(Tensor b) => Map(a, b, (x, y) => x + y, dy => dy, dy => dy);
        public Tensor Sub(Tensor b) => Map(a, b, (x, y) => x - y, dy => dy, dy => dy.Neg());
        public Tensor Mul(Tensor b) => Map(a, b, (x, y) => x * y, dy => dy.Mul(b), dy => dy.Mul(a));
        public Tensor Div(Tensor b) => Map(a, b, (x, y) => x / y, dy => dy.Div(b), dy => dy.Mul(a).Div(b.Mul(b)).Neg());
        public Tensor Neg() => a.Mul(-1);
        public Tensor Lt(Tensor b) => Map(a, b, (x, y) => x < y ? 1 : 0, null, null, DType.Bool);
        public Tensor Le(Tensor b) => Map(a, b, (x, y) => x <= y ? 1 : 0, null, null, DType.Bool);
        public Tensor Gt(Tensor b) => Map(a, b, (x, y) => x > y ? 1 : 0, null, null, DType.Bool);
        public Tensor Ge(Tensor b) => Map(a, b, (x, y) => x >= y ? 1 : 0, null, null, DType.Bool);
        public Tensor Eq(Tensor b) => Map(a, b, (x, y) => x == y ? 1 : 0, null, null, DType.Bool);
        public Tensor LogicalAnd(Tensor b) => Map(a, b, (x, y) => x != 0 && y != 0 ? 1 : 0, null, null, DType.Bool);
        public Tensor LogicalOr(Tensor b) => Map(a, b, (x, y) => x != 0 || y != 0 ? 1 : 0, null, null, DType.Bool);
        public Tensor LogicalXor(Tensor b) => Map(a, b, (x, y) => x != 0 ^ y != 0 ? 1 : 0, null, null, DType.Bool);
        public Tensor LogicalNot() => Map(a, a, (x, _) => x == 0 ? 1 : 0, null, null, DType.Bool);

        public Tensor To(DType dtype)
        {
            if (a.DType == dtype) return a;
            var y = Tensor.Empty(a.Shape, dtype);
            a.Device.Copy(a, y);
            return Tape.Tracks(a) && dtype.IsFloating ? Tape.Record(y, a, dy => dy.To(a.DType)) : y;
        }

        public Tensor Sum() => a.Sum([.. Enumerable.Range(0, a.Rank)]);

        public Tensor Sum(int[] dims, bool keepDim = false)
        {
            var reduced = dims.Select(d => a.Dim(d)).ToHashSet();
            int[] kept = [.. a.Layout.Sizes.Select((s, d) => reduced.Contains(d) ? 1 : s)];
            var y = Tensor.Zeros(kept, a.DType);
            var layout = y.Expand(a.Shape);
            foreach (var (x, at) in CpuDevice.Offsets(a).Zip(CpuDevice.Offsets(layout)))
                CpuDevice.Set(y, at, CpuDevice.Get(y, at) + CpuDevice.Get(a, x));
            var shape = a.Shape;
            if (Tape.Tracks(a)) Tape.Record(y, a, dy => dy.Expand(shape));
            return keepDim ? y : y.Reshape([.. a.Layout.Sizes.Where((_, d) => !reduced.Contains(d))]);
        }
    }

    static Tensor Map(Tensor a, Tensor b, Func<double, double, double> f, Func<Tensor, Tensor>? da, Func<Tensor, Tensor>? db, DType? dtype = null)
    {
        var rank = Math.Max(a.Rank, b.Rank);
        var sizes = new int[rank];
        for (var d = 1; d <= rank; d++)
        {
            var (m, n) = (d <= a.Rank ? a.Layout.Sizes[^d] : 1, d <= b.Rank ? b.Layout.Sizes[^d] : 1);
            if (m != n && m != 1 && n != 1) throw new ShapeException($"Shapes {a.Shape} and {b.Shape} do not broadcast.");
            sizes[^d] = m == 1 ? n : m;
        }
        var type = a.IsWeak && !b.IsWeak && b.DType.IsFloating ? b.DType : b.IsWeak && a.DType.IsFloating ? a.DType : DTypes.Promote(a.DType, b.DType);
        var y = Tensor.Empty(sizes, dtype ?? type);
        var (x0, x1) = (a.Alias(a.Layout, a.Offset).Expand(sizes), b.Alias(b.Layout, b.Offset).Expand(sizes));
        foreach (var (o, (i, j)) in CpuDevice.Offsets(y).Zip(CpuDevice.Offsets(x0).Zip(CpuDevice.Offsets(x1))))
            CpuDevice.Set(y, o, f(CpuDevice.Get(a, i), CpuDevice.Get(b, j)));
        return da is null ? y : Tape.Record(y, [a, b], (dy, wanted) =>
            [wanted[0] ? da(dy).SumTo(a.Shape).To(a.DType) : null, wanted[1] ? db!(dy).SumTo(b.Shape).To(b.DType) : null], a, b);
    }
}

static class Elementwise
{
    internal static void AddInto(Tensor a, Tensor b) => a.Device.Copy(a.Detach().Add(b.Detach()), a);
    internal static void SubInto(Tensor a, Tensor b) => a.Device.Copy(a.Detach().Sub(b.Detach()), a);
    internal static void MulInto(Tensor a, Tensor b) => a.Device.Copy(a.Detach().Mul(b.Detach()), a);
    internal static void DivInto(Tensor a, Tensor b) => a.Device.Copy(a.Detach().Div(b.Detach()), a);
}
