using System.Reflection;

namespace Flint;

/// <summary>Gradients of a recorded operation's inputs from the gradient of its output; null for an input whose gradient is not wanted.</summary>
public delegate Tensor?[] GradientRule(Tensor gradient, ReadOnlySpan<bool> wanted);

/// <summary>One entry of the tape.</summary>
abstract class Node(Tensor output)
{
    static long count;

    readonly int[] sizes = output.Layout.Sizes;
    readonly DType dtype = output.DType;

    /// <summary>Order of recording. A result is always recorded after its inputs, so descending order is a topological order.</summary>
    internal readonly long Sequence = Interlocked.Increment(ref count);

    /// <summary>The sum of the gradients that have arrived in the current backward pass.</summary>
    internal Tensor? Pending;

    /// <summary>The last entry of any tape: what is recorded from here on comes after it.</summary>
    internal static long Latest => Interlocked.Read(ref count);

    /// <summary>Hooks, a tensor that keeps its gradient, the place of the call: what few nodes have.</summary>
    internal NodeNotes? Notes;

    /// <summary>Forgets what has arrived.</summary>
    internal virtual void Clear() => Pending = null;

    /// <summary>Kernels trust their operands, so a rule's result is checked before it goes on.</summary>
    /// <exception cref="AutogradException">The gradient is not of the shape and dtype of the tensor it belongs to.</exception>
    internal void RequireFits(Tensor gradient, Delegate rule)
    {
        var found = gradient.Layout.Sizes;
        if (gradient.DType == dtype && (ReferenceEquals(found, sizes) || found.AsSpan().SequenceEqual(sizes))) return;
        throw new AutogradException(
            $"The gradient rule in {Place(rule.Method)} gave a {gradient.DType} gradient of shape {gradient.Shape} for a {dtype} input of shape {new Shape(sizes)}: return one of the input's shape and dtype.");
    }

    /// <summary>A lambda is named after the method around it.</summary>
    internal static string Place(MethodInfo rule)
    {
        var (type, method) = (rule.DeclaringType, rule.Name);
        while (type is { DeclaringType: { } outer } && type.Name.StartsWith('<')) type = outer;
        if (method.StartsWith('<')) method = method[1..method.IndexOf('>', StringComparison.Ordinal)];
        return $"{type?.Name}.{method}";
    }
}

/// <summary>The end of a path: a tensor whose gradient the user wants.</summary>
sealed class LeafNode(Tensor tensor) : Node(tensor)
{
    internal readonly Tensor Tensor = tensor;
}

/// <summary>A tensor that what depends on it is recorded for, though its gradient is given only to who asks a pass for it.</summary>
sealed class SeedNode(Tensor seed) : Node(seed)
{
    /// <summary>The tensor itself where it is tracked, else its memory with a history that begins here.</summary>
    internal static Tensor Tracked(Tensor x) => x.RequiresGrad ? x : Start(x);

    internal static Tensor Start(Tensor x)
    {
        x = x.Detach();
        x.SetHistory(new SeedNode(x));
        return x;
    }
}

/// <summary>An operation: where its inputs' gradients go, and the rule that computes them.</summary>
abstract class OperationNode(Tensor output) : Node(output)
{
    SavedTensor[]? saved;
    Tensor[]? owned;

    internal bool IsUsedUp { get; private set; }

    internal abstract ReadOnlySpan<Node?> Inputs { get; }

    /// <summary>Null once the node is used up.</summary>
    internal abstract Delegate? Rule { get; }

    /// <summary>The rule was written in this assembly: it keeps nothing of what it is given.</summary>
    internal virtual bool IsOwn => Rule?.Target?.GetType().Assembly == typeof(Node).Assembly;

    internal abstract void Differentiate(Tensor gradient, BackwardPass pass);

    /// <summary>Drops the rule and with it everything it holds.</summary>
    /// <param name="releases">False where a recorded gradient may read what the node owned.</param>
    internal virtual void Free(bool releases)
    {
        IsUsedUp = true;
        saved = null;
        if (releases) foreach (var tensor in owned.AsSpan()) tensor.Storage.Release();
        owned = null;
    }

    /// <summary>Tensors that only the rule sees: their memory goes back with the node.</summary>
    internal void Own(ReadOnlySpan<Tensor> tensors) => owned = tensors.ToArray();

    internal void Save(ReadOnlySpan<Tensor> tensors)
    {
        if (tensors.IsEmpty) return;
        saved = new SavedTensor[tensors.Length];
        for (var i = 0; i < saved.Length; i++) saved[i] = new(tensors[i], tensors[i].Storage.Version);
    }

    /// <exception cref="AutogradException">The node was used up, or a saved tensor has changed since.</exception>
    internal void RequireIntact()
    {
        if (IsUsedUp)
            throw new AutogradException("Backward has already run through this result and freed what it recorded: pass retainGraph: true the first time to run it again.");
        foreach (var (tensor, version) in saved.AsSpan())
            if (tensor.Storage.Version != version)
                throw new AutogradException(
                    $"A tensor of shape {tensor.Shape} needed for the gradient was changed in place after the operation used it (version {tensor.Storage.Version}, expected {version}): change a Clone() instead, and read by AsReadOnlySpan where AsSpan did it.");
    }

    private protected static void Send(Tensor?[] gradients, Node?[] inputs, ReadOnlySpan<bool> wanted, Delegate rule, BackwardPass pass)
    {
        if (gradients.Length != inputs.Length)
            throw new AutogradException($"A gradient rule gave {gradients.Length} gradients for {inputs.Length} inputs: return one per input, null where none is wanted.");
        // All before any is sent: a wrong one leaves no gradient half added.
        for (var i = 0; i < inputs.Length; i++)
            if (gradients[i] is { } value) inputs[i]?.RequireFits(value, rule);
        for (var i = 0; i < inputs.Length; i++)
            if (wanted[i] && gradients[i] is { } value)
                pass.Send(inputs[i]!, value);
    }

    readonly record struct SavedTensor(Tensor Tensor, int Version);
}

/// <summary>An operation of one input.</summary>
sealed class UnaryNode(Tensor output, Node input, Func<Tensor, Tensor> rule) : OperationNode(output)
{
    readonly Node input = input;
    Func<Tensor, Tensor>? rule = rule;

    internal override ReadOnlySpan<Node?> Inputs => new(in input!);

    internal override Delegate? Rule => rule;

    internal override void Differentiate(Tensor gradient, BackwardPass pass)
    {
        if (!pass.Wants(input)) return;
        var result = rule!(gradient);
        input.RequireFits(result, rule);
        pass.Send(input, result);
    }

    internal override void Free(bool releases)
    {
        base.Free(releases);
        rule = null;
    }
}

/// <summary>An operation of several inputs.</summary>
sealed class NaryNode(Tensor output, Node?[] inputs, GradientRule rule) : OperationNode(output)
{
    GradientRule? rule = rule;

    internal override ReadOnlySpan<Node?> Inputs => inputs;

    internal override Delegate? Rule => rule;

    internal override void Differentiate(Tensor gradient, BackwardPass pass)
    {
        Span<bool> wanted = stackalloc bool[inputs.Length];
        for (var i = 0; i < inputs.Length; i++) wanted[i] = pass.Wants(inputs[i]);
        Send(rule!(gradient, wanted), inputs, wanted, rule, pass);
    }

    internal override void Free(bool releases)
    {
        base.Free(releases);
        rule = null;
    }
}
