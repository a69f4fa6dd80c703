namespace Flint.NN;

/// <summary>The weights that recurrent cells share, with PyTorch's names; all start as U(±1/√hiddenSize).</summary>
public abstract class RecurrentCell : Module
{
    private protected RecurrentCell(int gates, int inputSize, int hiddenSize, bool bias)
    {
        LayerCheck.AtLeast(0, inputSize, GetType());
        LayerCheck.AtLeast(1, hiddenSize, GetType());
        HiddenSize = hiddenSize;
        WeightIh = Parameter(Start([gates * hiddenSize, inputSize], hiddenSize));
        WeightHh = Parameter(Start([gates * hiddenSize, hiddenSize], hiddenSize));
        if (!bias) return;
        BiasIh = Parameter(Start([gates * hiddenSize], hiddenSize));
        BiasHh = Parameter(Start([gates * hiddenSize], hiddenSize));
    }

    /// <summary>Weights of the input, [gates · hidden, input].</summary>
    public Tensor WeightIh { get; }

    /// <summary>Weights of the state, [gates · hidden, hidden].</summary>
    public Tensor WeightHh { get; }

    /// <summary>[gates · hidden], or null.</summary>
    public Tensor? BiasIh { get; }

    /// <summary>[gates · hidden], or null.</summary>
    public Tensor? BiasHh { get; }

    private protected int HiddenSize { get; }

    internal static Tensor Start(Shape shape, int hiddenSize)
    {
        var bound = 1 / Math.Sqrt(hiddenSize);
        return Init.Uniform(Tensor.Empty(shape), -bound, bound);
    }

    /// <summary>The state that was given, or zeros.</summary>
    private protected Tensor Start(Tensor x, Tensor? state)
    {
        if (x.Rank != 2 || x.Size(1) != WeightIh.Size(1))
            throw new ShapeException($"{Label} expects an input of [batch, {WeightIh.Size(1)}] but got {x.Shape}.");
        return state ?? Tensor.Zeros([x.Size(0), HiddenSize], x.DType);
    }
}
