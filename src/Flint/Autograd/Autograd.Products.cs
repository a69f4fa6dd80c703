namespace Flint;

public static partial class Autograd
{
    /// <summary>The output of <paramref name="function"/> and vᵀJ, its gradient for dL/doutput = v (reverse mode; one backward pass).</summary>
    /// <param name="function">Computes one tensor from another by operations that are recorded.</param>
    /// <param name="input">Where to differentiate; its own Grad and history are left alone.</param>
    /// <param name="v">Of the output's shape; null is 1 for an output of one element.</param>
    /// <param name="createGraph">Record the result, so that it can be differentiated, also in <paramref name="input"/> where that requires a gradient.</param>
    public static (Tensor Output, Tensor Vjp) Vjp(Func<Tensor, Tensor> function, Tensor input, Tensor? v = null, bool createGraph = false)
    {
        var (output, vjp) = Vjp(x => function(x[0]), [input], v, createGraph);
        return (output, vjp[0]);
    }

    /// <summary>As <see cref="Vjp(Func{Tensor, Tensor}, Tensor, Tensor?, bool)"/> for a function of several inputs: a gradient for each.</summary>
    /// <param name="function">Computes one tensor from several.</param>
    /// <param name="inputs">Where to differentiate.</param>
    /// <param name="v">Of the output's shape; null is 1 for an output of one element.</param>
    /// <param name="createGraph">Record the results.</param>
    public static (Tensor Output, Tensor[] Vjp) Vjp(Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor? v = null, bool createGraph = false)
    {
        var (x, y) = Apply(function, inputs, createGraph);
        return (Result(y, createGraph), OrZeros([y], x, [Seed("Autograd.Vjp", y, v)], createGraph, createGraph));
    }

    /// <summary>
    /// The output of <paramref name="function"/> and Jv, its derivative in the direction v (forward mode, by two backward passes: the first
    /// is linear in its seed, and the second differentiates it in the seed). Costs about three times the function, whatever the sizes.
    /// </summary>
    /// <param name="function">Computes one tensor from another by operations that are recorded and can be differentiated twice.</param>
    /// <param name="input">Where to differentiate; its own Grad and history are left alone.</param>
    /// <param name="tangent">v, of the input's shape.</param>
    /// <param name="createGraph">Record the result.</param>
    /// <exception cref="ShapeException">The tangent has another shape than the input.</exception>
    public static (Tensor Output, Tensor Jvp) Jvp(Func<Tensor, Tensor> function, Tensor input, Tensor tangent, bool createGraph = false) =>
        Jvp(x => function(x[0]), [input], [tangent], createGraph);

    /// <summary>As <see cref="Jvp(Func{Tensor, Tensor}, Tensor, Tensor, bool)"/> for a function of several inputs: Σ Jₖvₖ.</summary>
    /// <param name="function">Computes one tensor from several.</param>
    /// <param name="inputs">Where to differentiate.</param>
    /// <param name="tangents">One per input, of its shape.</param>
    /// <param name="createGraph">Record the result.</param>
    /// <exception cref="ShapeException">A tangent has another shape than its input.</exception>
    public static (Tensor Output, Tensor Jvp) Jvp(Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor[] tangents, bool createGraph = false)
    {
        RequireTangents("Autograd.Jvp", inputs, tangents);
        var (x, y) = Apply(function, inputs, createGraph);
        var u = SeedNode.Start(Tensor.ZerosLike(y));
        var g = OrZeros([y], x, [u], createGraph: true, retainGraph: true);
        return (Result(y, createGraph), OrZeros(g, [u], tangents, createGraph, createGraph)[0]);
    }

    /// <summary>The value of a function of one element and Hv, its Hessian times v, by differentiating its gradient: no matrix is formed.</summary>
    /// <param name="function">Computes a tensor of one element.</param>
    /// <param name="input">Where to differentiate; its own Grad and history are left alone.</param>
    /// <param name="v">Of the input's shape.</param>
    /// <param name="createGraph">Record the result.</param>
    /// <exception cref="ShapeException">v has another shape than the input.</exception>
    public static (Tensor Output, Tensor Hvp) Hvp(Func<Tensor, Tensor> function, Tensor input, Tensor v, bool createGraph = false)
    {
        var (output, hvp) = Hvp(x => function(x[0]), [input], [v], createGraph);
        return (output, hvp[0]);
    }

    /// <summary>As <see cref="Hvp(Func{Tensor, Tensor}, Tensor, Tensor, bool)"/> for a function of several inputs, all of them one vector.</summary>
    /// <param name="function">Computes a tensor of one element from several.</param>
    /// <param name="inputs">Where to differentiate.</param>
    /// <param name="v">One per input, of its shape.</param>
    /// <param name="createGraph">Record the results.</param>
    /// <exception cref="ShapeException">A v has another shape than its input.</exception>
    public static (Tensor Output, Tensor[] Hvp) Hvp(Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor[] v, bool createGraph = false)
    {
        RequireTangents("Autograd.Hvp", inputs, v);
        var (x, y) = Apply(function, inputs, createGraph);
        var g = OrZeros([y], x, [Seed("Autograd.Hvp", y, null)], createGraph: true, retainGraph: true);
        return (Result(y, createGraph), OrZeros(g, x, v, createGraph, createGraph));
    }

    /// <summary>The inputs with a history that begins with them, or goes on where the result is to be differentiated.</summary>
    static (Tensor[] Inputs, Tensor Output) Apply(Func<Tensor[], Tensor> function, Tensor[] inputs, bool createGraph)
    {
        using var recording = new EnableGrad();
        var x = Array.ConvertAll(inputs, input => createGraph && input.RequiresGrad ? input.Reshape(input.Shape) : SeedNode.Start(input));
        return (x, function(x));
    }

    static Tensor Result(Tensor y, bool createGraph) => createGraph ? y : y.Detach();

    /// <summary>Gradients of those outputs that depend on anything; zeros for inputs that none depends on.</summary>
    static Tensor[] OrZeros(Tensor[] outputs, Tensor[] inputs, Tensor[] seeds, bool createGraph, bool retainGraph)
    {
        int[] recorded = [.. Enumerable.Range(0, outputs.Length).Where(i => outputs[i].RequiresGrad)];
        var gradients = Grad([.. recorded.Select(i => outputs[i])], inputs, [.. recorded.Select(i => seeds[i])], createGraph, retainGraph, allowUnused: true);
        for (var i = 0; i < gradients.Length; i++) gradients[i] ??= Tensor.ZerosLike(inputs[i]);
        return gradients;
    }

    static void RequireTangents(string method, Tensor[] inputs, Tensor[] tangents)
    {
        if (tangents.Length != inputs.Length)
            throw new ArgumentException($"{method} of {inputs.Length} inputs needs as many vectors, not {tangents.Length}.", nameof(tangents));
        for (var i = 0; i < inputs.Length; i++)
            if (tangents[i].Shape != inputs[i].Shape)
                throw new ShapeException($"{method}: the vector for input {i} must have its shape {inputs[i].Shape}, not {tangents[i].Shape}.");
    }
}
