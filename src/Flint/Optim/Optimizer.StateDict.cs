using Flint.NN;

namespace Flint.Optim;

public abstract partial class Optimizer
{
    readonly Dictionary<Tensor, string> names;

    /// <summary>
    /// All that the next step depends on besides parameters and gradients: <c>{parameter}.{state}</c> and
    /// <c>{parameter}.step</c> for each parameter that was updated, and <c>groups.{i}.lr</c>, <c>.weight_decay</c>, <c>.momentum</c>.
    /// </summary>
    public OrderedDictionary<string, Tensor> StateDict()
    {
        var result = new OrderedDictionary<string, Tensor>();
        foreach (var parameter in Groups.SelectMany(g => g.Parameters))
        {
            if (!states.TryGetValue(parameter, out var state)) continue;
            foreach (var (name, tensor) in state.Tensors) result.Add($"{names[parameter]}.{name}", tensor);
            result.Add($"{names[parameter]}.step", Tensor.From([state.Step], []));
        }
        for (var i = 0; i < Groups.Count; i++)
        {
            result.Add($"groups.{i}.lr", Tensor.Scalar(Groups[i].Lr, DType.Float64));
            result.Add($"groups.{i}.weight_decay", Tensor.Scalar(Groups[i].WeightDecay, DType.Float64));
            result.Add($"groups.{i}.momentum", Tensor.Scalar(Groups[i].Momentum, DType.Float64));
        }
        return result;
    }

    /// <summary>Goes on where <see cref="StateDict"/> was taken, bit for bit, given the same parameters and groups.</summary>
    /// <exception cref="StateException">Keys are missing or unexpected, or shapes differ: the state of another network or optimiser. Nothing was changed.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> values)
    {
        var check = new StateCheck(values);
        var loaded = new Dictionary<Tensor, ParameterState>(ReferenceEqualityComparer.Instance);
        foreach (var group in Groups)
            foreach (var parameter in group.Parameters)
            {
                var name = names[parameter];
                if (!values.ContainsKey($"{name}.step")) continue;
                var state = loaded[parameter] = new();
                state.Step = check.Take($"{name}.step", [])?.Item<long>() ?? 0;
                Begin(parameter, state, group);
                foreach (var (key, tensor) in state.Tensors.ToArray())
                    if (check.Take($"{name}.{key}", tensor.Shape) is { } value) tensor.CopyFrom(value);
            }
        var numbers = Groups.Select((_, i) => (
            Lr: check.Number($"groups.{i}.lr"),
            WeightDecay: check.Number($"groups.{i}.weight_decay"),
            Momentum: check.Number($"groups.{i}.momentum"))).ToArray();
        check.ThrowIfAny($"The state of {GetType().Name}", "It must come from the same optimiser for the same parameters.");

        states.Clear();
        foreach (var (parameter, state) in loaded) states[parameter] = state;
        foreach (var (group, (lr, weightDecay, momentum)) in Groups.Zip(numbers))
            (group.Lr, group.WeightDecay, group.Momentum) = (lr, weightDecay, momentum);
    }

    // Names from Module.Parameters(); those that two groups share, or that were not given, are told apart by the group.
    static Dictionary<Tensor, string> NameAll(IReadOnlyList<ParameterGroup> groups)
    {
        var shared = groups.SelectMany(g => g.Names).GroupBy(n => n).Where(n => n.Count() > 1).Select(n => n.Key).ToHashSet();
        var result = new Dictionary<Tensor, string>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < groups.Count; i++)
            foreach (var (parameter, name) in groups[i].Parameters.Zip(groups[i].Names))
                result.TryAdd(parameter, shared.Contains(name) ? $"group{i}.{name}" : name);
        return result;
    }
}
