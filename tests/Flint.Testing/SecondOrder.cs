namespace Flint.Testing;

/// <summary>
/// Second derivatives: the recorded gradient (createGraph) and its gradient, against the first-order gradient of the ordinary backward
/// pass, whose rules are the kernels, and central differences of it. In the inputs, and in the gradients of the outputs.
/// </summary>
public static class SecondOrder
{
    const double Step = 1e-5;
    const int Probes = 12;

    public static void Check(OpRow row, Input[] specs, double tolerance)
    {
        var values = specs.Select((input, i) => input.Sample(DType.Float64, i + 1)).ToArray();
        var cotangents = Outputs(row, Leaves(values, specs)).Select((y, k) => Gradients.Cotangent(Raw.Values(y), k)).ToArray();
        if (cotangents.All(c => c.Count == 0)) return;

        var inputs = Leaves(values, specs);
        var outputs = Outputs(row, inputs);
        var seeds = cotangents.Select(c => Leaf(c)).ToArray();
        Tensor[] real = [.. inputs.Where((_, i) => specs[i].IsReal)];
        if (real.Length == 0) return;
        var first = Autograd.Grad(outputs, real, seeds, createGraph: true, allowUnused: true).Select((g, i) => g ?? Tensor.ZerosLike(real[i])).ToArray();
        Same(row, "gradient recorded", first.Select(Raw.Values), FirstOrder(row, values, specs, cotangents));
        if (!first.Any(g => g.RequiresGrad)) throw new ShouldAssertException($"{row}: no recorded gradient");

        NDArray[] weights = [.. first.Select((g, i) => Gradients.Cotangent(Raw.Values(g), 100 + i))];
        Tensor[] of = [.. real, .. seeds], tracked = [.. first.Where(g => g.RequiresGrad)];
        var second = Autograd.Grad(tracked, of, [.. weights.Zip(first).Where(p => p.Second.RequiresGrad).Select(p => Raw.Tensor(p.First, DType.Float64))],
            allowUnused: true).Select((g, i) => Raw.Values(g ?? Tensor.ZerosLike(of[i]))).ToArray();

        double At(int place, int element, double shift)
        {
            var (v, c) = (values.Select(x => new NDArray(x.Shape, [.. x.Data])).ToArray(), cotangents.Select(x => new NDArray(x.Shape, [.. x.Data])).ToArray());
            NDArray[] all = [.. v.Where((_, i) => specs[i].IsReal), .. c];
            all[place].Data[element] += shift;
            return FirstOrder(row, v, specs, c).Zip(weights, (g, w) => g.Data.Zip(w.Data, (a, b) => a * b).Sum()).Sum();
        }
        for (var place = 0; place < of.Length; place++)
            for (var k = 0; k < second[place].Count; k += Math.Max(1, second[place].Count / Probes))
            {
                var expected = (At(place, k, Step) - At(place, k, -Step)) / (2 * Step);
                if (!(Math.Abs(second[place].Data[k] - expected) <= tolerance * (1 + Math.Abs(expected))))
                    throw new ShouldAssertException($"{row}: second derivative in {(place < real.Length ? "input" : "cotangent")} {place}[{k}] is {second[place].Data[k]:g12}, by differences {expected:g12}");
            }
    }

    static NDArray[] FirstOrder(OpRow row, NDArray[] values, Input[] specs, NDArray[] cotangents)
    {
        var inputs = Leaves(values, specs);
        Gradients.Backward(Outputs(row, inputs), [.. cotangents.Select(c => Raw.Tensor(c, DType.Float64))]);
        return [.. inputs.Where((_, i) => specs[i].IsReal).Select(x => Raw.Values(x.Grad ?? Tensor.ZerosLike(x)))];
    }

    static Tensor[] Outputs(OpRow row, Tensor[] inputs) => [.. row.Call(inputs).Where(y => y.RequiresGrad)];

    static Tensor[] Leaves(NDArray[] values, Input[] specs) =>
        [.. values.Select((x, i) => specs[i].IsReal ? Leaf(x) : Raw.Tensor(x, specs[i].DType ?? DType.Float64))];

    static Tensor Leaf(NDArray x)
    {
        var leaf = Raw.Tensor(x, DType.Float64);
        leaf.RequiresGrad = true;
        return leaf;
    }

    static void Same(OpRow row, string what, IEnumerable<NDArray> actual, NDArray[] expected)
    {
        foreach (var ((a, e), i) in actual.Zip(expected).Select((pair, i) => (pair, i)))
            for (var k = 0; k < a.Count; k++)
                if (!(Math.Abs(a.Data[k] - e.Data[k]) <= 1e-10 * (1 + Math.Abs(e.Data[k]))))
                    throw new ShouldAssertException($"{row}: {what}, input {i}[{k}] is {a.Data[k]:g12}, by the kernels {e.Data[k]:g12}");
    }
}
