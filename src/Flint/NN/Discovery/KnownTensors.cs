namespace Flint.NN;

/// <summary>The tensors that a module was first seen with, by their key within it: tells parameters, buffers and caches apart from then on.</summary>
sealed class KnownTensors
{
    readonly Dictionary<string, Tensor> byKey = [];
    bool complete;

    /// <summary>The first walk through the module is over: what appears now is a cache, or a mistake.</summary>
    internal void Complete() => complete = true;

    /// <summary>What the tensor under this key is; None for a cache.</summary>
    internal StateRole Admit(Module owner, string key, Tensor tensor)
    {
        var role = byKey.TryGetValue(key, out var before) ? before.Role : tensor.Role;
        if (role == StateRole.None && tensor is { RequiresGrad: true, IsLeaf: true }) role = StateRole.Parameter;
        if (role == StateRole.None)
            return complete ? role : throw new StateException(
                $"{owner.Label} holds a tensor of shape {tensor.Shape} in '{key}' and does not say what it is: make it a Parameter(...) (trained and saved) or a Buffer(...) (saved), or mark it [NotState].");

        if (complete && role == StateRole.Parameter && !ReferenceEquals(before, tensor))
            throw new StateException(
                $"The parameter '{key}' of {owner.Label} was {(before is null ? "added" : "replaced by another tensor")} after the module was first used: optimisers made before do not know it. Make all parameters in the constructor and change them in place with CopyFrom.");
        tensor.Role = role;
        byKey[key] = tensor;
        return role;
    }
}
