namespace Flint;

public static partial class Autograd
{
    /// <summary>All derivatives of a function, [...output, ...input]: one backward pass for each element of the output.</summary>
    /// <param name="function">Computes one tensor from another.</param>
    /// <param name="input">Where to differentiate; its own Grad and history are left alone.</param>
    /// <param name="createGraph">Record the result.</param>
    public static Tensor Jacobian(Func<Tensor, Tensor> function, Tensor input, bool createGraph = false) =>
        Jacobian(x => function(x[0]), [input], createGraph)[0];

    /// <summary>As <see cref="Jacobian(Func{Tensor, Tensor}, Tensor, bool)"/> for a function of several inputs: a matrix for each.</summary>
    /// <param name="function">Computes one tensor from several.</param>
    /// <param name="inputs">Where to differentiate.</param>
    /// <param name="createGraph">Record the results.</param>
    public static Tensor[] Jacobian(Func<Tensor[], Tensor> function, Tensor[] inputs, bool createGraph = false)
    {
        var (x, y) = Apply(function, inputs, createGraph);
        return Rows(y, x, createGraph);
    }

    /// <summary>All second derivatives of a function of one element, [...input, ...input]: one backward pass for each element of the input.</summary>
    /// <param name="function">Computes a tensor of one element.</param>
    /// <param name="input">Where to differentiate; its own Grad and history are left alone.</param>
    /// <param name="createGraph">Record the result.</param>
    public static Tensor Hessian(Func<Tensor, Tensor> function, Tensor input, bool createGraph = false) =>
        Hessian(x => function(x[0]), [input], createGraph)[0][0];

    /// <summary>As <see cref="Hessian(Func{Tensor, Tensor}, Tensor, bool)"/> for a function of several inputs: [i][j] is of d²/(dinputᵢ dinputⱼ).</summary>
    /// <param name="function">Computes a tensor of one element from several.</param>
    /// <param name="inputs">Where to differentiate.</param>
    /// <param name="createGraph">Record the results.</param>
    public static Tensor[][] Hessian(Func<Tensor[], Tensor> function, Tensor[] inputs, bool createGraph = false)
    {
        var (x, y) = Apply(function, inputs, createGraph);
        var g = OrZeros([y], x, [Seed("Autograd.Hessian", y, null)], createGraph: true, retainGraph: true);
        return Array.ConvertAll(g, row => Rows(row, x, createGraph));
    }

    static Tensor[] Rows(Tensor y, Tensor[] x, bool createGraph)
    {
        var rows = Array.ConvertAll(x, _ => new Tensor[checked((int)y.Count)]);
        for (var k = 0; k < y.Count; k++)
        {
            var unit = Tensor.Zeros([(int)y.Count], y.DType);
            unit[k] = 1f;
            var gradients = OrZeros([y], x, [unit.Reshape(y.Shape)], createGraph, retainGraph: true);
            for (var i = 0; i < x.Length; i++) rows[i][k] = gradients[i];
        }
        return [.. x.Select((input, i) => y.Count == 0
            ? Tensor.Zeros([.. y.Shape, .. input.Shape], input.DType)
            : Tensor.Stack(rows[i]).Reshape([.. y.Shape, .. input.Shape]))];
    }
}
