using System.Diagnostics.CodeAnalysis;

namespace Flint.NN;

/// <summary>
/// A network, or a part of one: a class with fields. Its parameters, buffers and sub-modules are found in its fields, in
/// auto-properties and captured constructor parameters, and in arrays, lists, dictionaries and tuples held by them; nothing
/// is registered. State in objects of other classes has no name and is an error. The state-dict key is the name in snake_case
/// (<c>fc1</c>, <c>InProjWeight</c> as <c>in_proj_weight</c>), levels joined by dots; <see cref="KeyAttribute"/> gives another, <see cref="NotStateAttribute"/> leaves a field out.
/// </summary>
/// <remarks>
/// A module has no Forward of its own: define the one it needs. A tensor in a field is made with <see cref="Parameter"/>
/// (trained and saved) or <see cref="Buffer"/> (saved). Fields are listed in the order of declaration, those of base classes first;
/// nothing but that listing depends on the order. A tensor that two fields share counts once, under its first name.
/// </remarks>
[DynamicallyAccessedMembers(ModuleFields.Kept)]
public abstract partial class Module
{
    KnownTensors? known;
    string? name;

    /// <summary>True while training, as at the start; false after <see cref="Eval"/>. Dropout and batch norm ask for it.</summary>
    public bool IsTraining { get; private set; } = true;

    internal KnownTensors Known => known ??= new();

    /// <summary>For messages: <c>Conv2d conv1</c>, or the bare class name until a module around this one was first used.</summary>
    internal string Label => name is null ? GetType().Name : $"{GetType().Name} {name}";

    /// <summary>Makes a tensor a parameter: it requires a gradient, optimisers train it, and it is saved.</summary>
    /// <returns>The same tensor: <c>readonly Tensor scale = Parameter(Tensor.Ones([64]));</c></returns>
    /// <exception cref="DTypeException">The dtype is not floating-point.</exception>
    protected static Tensor Parameter(Tensor tensor)
    {
        tensor.RequiresGrad = true;
        tensor.Role = StateRole.Parameter;
        return tensor;
    }

    /// <summary>Makes a tensor a buffer: state that is not trained, such as a running mean.</summary>
    /// <param name="tensor">The tensor, which is also returned.</param>
    /// <param name="persistent">False leaves it out of the state dict, for what can be computed again.</param>
    protected static Tensor Buffer(Tensor tensor, bool persistent = true)
    {
        tensor.Role = persistent ? StateRole.Buffer : StateRole.TransientBuffer;
        return tensor;
    }

    /// <summary>Every parameter of this module and those inside it once, frozen ones included.</summary>
    /// <exception cref="StateException">A field cannot be named, does not say what its tensor is, or got another parameter.</exception>
    public ParameterList Parameters() => new(State.Parameters.Select(e => (e.Name, e.Tensor)));

    /// <summary>The parameters with their state-dict keys.</summary>
    /// <inheritdoc cref="Parameters" path="/exception"/>
    public IReadOnlyList<(string Name, Tensor Parameter)> NamedParameters() => [.. State.Parameters.Select(e => (e.Name, e.Tensor))];

    /// <summary>Every buffer of this module and those inside it once, transient ones included.</summary>
    public IReadOnlyList<Tensor> Buffers() => [.. State.Buffers.Select(e => e.Tensor)];

    /// <summary>The buffers with their keys.</summary>
    public IReadOnlyList<(string Name, Tensor Buffer)> NamedBuffers() => [.. State.Buffers.Select(e => (e.Name, e.Tensor))];

    internal ModuleState State => ModuleState.Of(this);

    /// <summary>Another module with the same field values, which nothing is known of yet and which has no hooks.</summary>
    internal Module Shallow()
    {
        var copy = (Module)MemberwiseClone();
        (copy.known, copy.hooks) = (null, []);
        return copy;
    }

    /// <summary>The longest name wins: the one given from the outermost module.</summary>
    internal void NameAs(string path)
    {
        if (path.Length > (name?.Length ?? 0)) name = path;
    }
}
