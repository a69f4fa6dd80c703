using System.Collections.Concurrent;

namespace Flint.Testing;

/// <summary>Gradients of sum(output * cotangent) two ways: by Flint's tape, and by central differences of the reference.</summary>
public static class Gradients
{
    const double Step = 1e-5;
    const int Probes = 40;

    // The same differences serve several placements of the inputs.
    static readonly ConcurrentDictionary<(string Row, string Inputs, int Input, int Element), double> Known = new();

    /// <summary>Weights for the outputs, different for each element.</summary>
    public static NDArray Cotangent(NDArray output, int seed)
    {
        var random = new System.Random(seed);
        return output.Map(_ => random.NextDouble() * 2 - 1);
    }

    /// <summary>Flint's gradients of the real inputs, null for the others. The inputs become leaves that require gradients.</summary>
    public static Tensor?[] Taped(OpRow row, Tensor[] inputs, Input[] specs)
    {
        for (var i = 0; i < inputs.Length; i++) inputs[i].RequiresGrad = specs[i].IsReal;
        var outputs = row.Call(inputs).Where(output => output.DType.IsFloating).ToArray();
        var cotangents = outputs.Select((output, k) => Raw.Tensor(Cotangent(Raw.Values(output), k), output.DType)).ToArray();
        Backward(outputs, cotangents);
        return [.. inputs.Select((x, i) => specs[i].IsReal ? x.Grad : null)];
    }

    /// <summary>Compares every probed element of every real input's gradient with a central difference of the reference.</summary>
    public static void Check(OpRow row, NDArray[] inputs, Input[] specs, Tensor?[] gradients, double tolerance)
    {
        var id = string.Join(';', inputs.Select(x => $"{string.Join(',', x.Shape)}:{x.Data.FirstOrDefault()}"));
        for (var i = 0; i < inputs.Length; i++)
        {
            if (!specs[i].IsReal) continue;
            var gradient = gradients[i] ?? throw new ShouldAssertException($"{row}: input {i} got no gradient");
            gradient.Shape.ToArray().ShouldBe(inputs[i].Shape, $"{row}: shape of the gradient of input {i}");
            var actual = Raw.Values(gradient);
            for (var k = 0; k < actual.Count; k += Math.Max(1, actual.Count / Probes))
            {
                var expected = Known.GetOrAdd((row.Label, id, i, k), _ => Difference(row, inputs, i, k));
                if (Math.Abs(actual.Data[k] - expected) > tolerance * (1 + Math.Abs(expected)))
                    throw new ShouldAssertException($"{row}: d/d input {i}[{k}] is {actual.Data[k]:g12}, by differences {expected:g12}");
            }
        }
    }

    static double Difference(OpRow row, NDArray[] inputs, int i, int k)
    {
        double At(double shift)
        {
            var moved = (NDArray[])inputs.Clone();
            moved[i] = new(inputs[i].Shape, [.. inputs[i].Data]);
            moved[i].Data[k] += shift;
            return row.Reference(moved).Select((y, n) => y.Data.Zip(Cotangent(y, n).Data, (a, b) => a * b).Sum()).Sum();
        }
        return (At(Step) - At(-Step)) / (2 * Step);
    }

    /// <summary>Walks back from sum(outputs * cotangents), an operation recorded as a user would, whose gradients are the cotangents.</summary>
    public static void Backward(Tensor[] outputs, Tensor[] cotangents)
    {
        var total = outputs.Zip(cotangents, (y, c) => Raw.Values(y).Data.Zip(Raw.Values(c).Data, (a, b) => a * b).Sum()).Sum();
        Tape.Record(Raw.Tensor(NDArray.Scalar(total), outputs[0].DType), outputs, (_, _) => cotangents).Backward();
    }
}
