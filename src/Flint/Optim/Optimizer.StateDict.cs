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
            result.Add($"groups.{i}.lr", Number(Groups[i].Lr));
            result.Add($"groups.{i}.weight_decay", Number(Groups[i].WeightDecay));
            result.Add($"groups.{i}.momentum", Number(Groups[i].Momentum));
        }
        return result;

        static Tensor Number(double value) => Tensor.From([value], []);
    }

    /// <summary>Goes on where <see cref="StateDict"/> was taken, bit for bit, given the same parameters and groups.</summary>
    /// <exception cref="StateException">Keys are missing or unexpected, or shapes differ: the state of another network or optimiser. Nothing was changed.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> values)
    {
        var loaded = new Dictionary<Tensor, ParameterState>(ReferenceEqualityComparer.Instance);
        var problems = new List<string>();
        var used = new HashSet<string>();

        foreach (var (parameter, name) in names)
        {
            if (!values.TryGetValue($"{name}.step", out var step)) continue;
            used.Add($"{name}.step");
            var state = loaded[parameter] = new ParameterState { Step = step.Item<long>() };
            Init(parameter, state);
            foreach (var (key, tensor) in state.Tensors.ToArray())
                if (Take($"{name}.{key}", tensor.Shape) is { } value) state[key] = value.To(tensor.DType).Clone();
        }
        var numbers = Enumerable.Range(0, Groups.Count)
            .Select(i => (Lr: Take($"groups.{i}.lr", []), Decay: Take($"groups.{i}.weight_decay", []), Momentum: Take($"groups.{i}.momentum", [])))
            .ToArray();

        var unexpected = values.Keys.Where(k => !used.Contains(k)).ToArray();
        if (unexpected.Length > 0) problems.Add($"unexpected: {string.Join(", ", unexpected)}");
        if (problems.Count > 0)
            throw new StateException(
                $"The state of {GetType().Name} does not fit; {string.Join("; ", problems)}. It must come from the same optimiser for the same parameters.");

        states.Clear();
        foreach (var (parameter, state) in loaded) states[parameter] = state;
        for (var i = 0; i < Groups.Count; i++)
            (Groups[i].Lr, Groups[i].WeightDecay, Groups[i].Momentum) =
                (numbers[i].Lr!.Item<double>(), numbers[i].Decay!.Item<double>(), numbers[i].Momentum!.Item<double>());

        Tensor? Take(string key, Shape shape)
        {
            used.Add(key);
            if (!values.TryGetValue(key, out var value)) problems.Add($"missing: {key}");
            else if (value.Shape != shape) problems.Add($"mis-shaped: {key} (expected {shape}, found {value.Shape})");
            else return value;
            return null;
        }
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
