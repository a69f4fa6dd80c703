namespace Flint.NN;

/// <summary>What the recurrent layers share: weights of each layer and direction under PyTorch's names, and the run over a sequence.</summary>
/// <remarks>All weights start as U(±1/√hiddenSize). Each layer is one product for the inputs of all steps and one fused run over them.</remarks>
public abstract class RecurrentLayer : Module
{
    // PyTorch's keys carry the layer's number: weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, weight_ih_l0_reverse, ...
    [Key("")]
    readonly Dictionary<string, Tensor> weights = [];
    readonly RecurrentKind kind;
    readonly int hiddenSize, inputSize, numLayers, directions;
    readonly bool batchFirst;
    readonly double dropout;

    private protected RecurrentLayer(
        RecurrentKind kind, int gates, int inputSize, int hiddenSize, int numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional)
    {
        LayerCheck.AtLeast(0, inputSize, GetType());
        LayerCheck.AtLeast(1, hiddenSize, GetType());
        LayerCheck.AtLeast(1, numLayers, GetType());
        if (dropout is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(dropout), dropout, "The probability to drop an element must be in [0, 1].");
        (this.kind, this.inputSize, this.hiddenSize, this.numLayers) = (kind, inputSize, hiddenSize, numLayers);
        (this.batchFirst, this.dropout, directions) = (batchFirst, dropout, bidirectional ? 2 : 1);
        for (var layer = 0; layer < numLayers; layer++)
            for (var direction = 0; direction < directions; direction++)
            {
                var suffix = Suffix(layer, direction);
                Add("weight_ih" + suffix, [gates * hiddenSize, layer == 0 ? inputSize : directions * hiddenSize]);
                Add("weight_hh" + suffix, [gates * hiddenSize, hiddenSize]);
                if (!bias) continue;
                Add("bias_ih" + suffix, [gates * hiddenSize]);
                Add("bias_hh" + suffix, [gates * hiddenSize]);
            }
    }

    void Add(string name, Shape shape) => weights[name] = Parameter(RecurrentCell.Start(shape, hiddenSize));

    static string Suffix(int layer, int direction) => $"_l{layer}{(direction == 1 ? "_reverse" : "")}";

    private protected (Tensor Output, Tensor H, Tensor? C) Run(Tensor x, Tensor? h, Tensor? c)
    {
        if (x.Rank is not (2 or 3) || x.Size(-1) != inputSize)
            throw new ShapeException($"{Label} expects {(batchFirst ? "[batch, steps" : "[steps, batch")}, {inputSize}] or [steps, {inputSize}] but got {x.Shape}.");
        var isSingle = x.Rank == 2;
        var steps = isSingle ? x.Unsqueeze(1) : batchFirst ? x.Transpose(0, 1) : x;
        if (steps.Size(0) == 0) throw new ShapeException($"{Label} expects one step or more but got {x.Shape}.");
        Shape states = isSingle ? [numLayers * directions, hiddenSize] : [numLayers * directions, steps.Size(1), hiddenSize];
        foreach (var state in (ReadOnlySpan<Tensor?>)[h, c])
        {
            if (state is not null && state.Shape != states) throw new ShapeException($"{Label} on input {x.Shape} expects states {states} but got {state.Shape}.");
            if (state is not null && state.DType != x.DType) throw new DTypeException($"{Label} on {x.DType} input expects states of the same dtype but got {state.DType}: convert with To.");
        }
        if (isSingle) (h, c) = (h?.Unsqueeze(1), c?.Unsqueeze(1));
        List<Tensor> lastH = [], lastC = [];
        for (var layer = 0; layer < numLayers; layer++)
        {
            var outputs = new Tensor[directions];
            for (var direction = 0; direction < directions; direction++) outputs[direction] = Direction(steps, layer, direction, h, c, lastH, lastC);
            steps = directions == 1 ? outputs[0] : Tensor.Concat(outputs, 2);
            if (dropout > 0 && IsTraining && layer < numLayers - 1) steps = steps.Dropout(dropout);
        }
        var (finalH, finalC) = (Tensor.Stack(lastH), kind == RecurrentKind.Lstm ? Tensor.Stack(lastC) : null);
        return isSingle
            ? (Observe(steps.Squeeze(1)), finalH.Squeeze(1), finalC?.Squeeze(1))
            : (Observe(batchFirst ? steps.Transpose(0, 1) : steps), finalH, finalC);
    }

    Tensor Direction(Tensor steps, int layer, int direction, Tensor? h, Tensor? c, List<Tensor> lastH, List<Tensor> lastC)
    {
        var (suffix, at, length) = (Suffix(layer, direction), layer * directions + direction, steps.Size(0));
        var gates = (direction == 1 ? Reversed(steps) : steps).Linear(weights["weight_ih" + suffix], weights.GetValueOrDefault("bias_ih" + suffix));
        var zeros = h is null || (c is null && kind == RecurrentKind.Lstm) ? Tensor.Zeros([steps.Size(1), hiddenSize], steps.DType) : null;
        var cell = kind == RecurrentKind.Lstm ? c?[at] ?? zeros : null;
        var states = Recurrence.Run(kind, gates, h?[at] ?? zeros!, cell, weights["weight_hh" + suffix], weights.GetValueOrDefault("bias_hh" + suffix));
        lastH.Add(states[length - 1]);
        if (cell is not null) lastC.Add(states[length]);
        var output = cell is null ? states : states.Narrow(0, 0, length);
        return direction == 1 ? Reversed(output) : output;
    }

    static Tensor Reversed(Tensor steps) => steps.IndexSelect(0, Tensor.Arange(steps.Size(0) - 1L, -1L, -1L));
}
