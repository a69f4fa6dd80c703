using System.Reflection;
using System.Text;

namespace Flint.NN;

/// <summary>The table that <see cref="Module.Summary(Tensor[])"/> gives.</summary>
static class ModuleSummary
{
    readonly record struct Row(string Layer, string Output, string Parameters);

    internal static string Of(Module root, Tensor[] inputs)
    {
        var state = root.State;
        var outputs = Run(root, inputs);
        var own = state.Parameters.ToLookup(e => e.Owner, e => e.Tensor.Count);

        List<Row> rows = [new("Layer", "Output", "Parameters")];
        foreach (var (name, module) in state.Modules)
        {
            var around = state.Modules.Where(m => Contains(m.Name, name)).Select(m => m.Name).ToArray();
            var title = name.Length == 0 ? TypeName(module) : $"{name[Start(around[^1])..]} ({TypeName(module)})";
            rows.Add(new(
                new string(' ', 2 * around.Length) + title,
                outputs.TryGetValue(module, out var shape) ? $"{shape}" : "",
                own[module].Any() ? $"{own[module].Sum():N0}" : ""));
        }
        return Table(rows) + Totals(state);

        static bool Contains(string outer, string name) => name.Length > 0 && (outer.Length == 0 || name.StartsWith($"{outer}.", StringComparison.Ordinal));

        static int Start(string parent) => parent.Length == 0 ? 0 : parent.Length + 1;
    }

    internal static Dictionary<Module, Shape> Run(Module root, Tensor[] inputs)
    {
        using var evalMode = new ModeScope(root, training: false);
        using var noGrad = new NoGrad();
        using var observer = new LayerObserver();
        if (Invoke(root, inputs) is Tensor output) observer.Outputs[root] = output.Shape;
        return observer.Outputs;
    }

    static object? Invoke(Module root, Tensor[] inputs)
    {
        if (inputs is [var x] && root is ILayer layer) return layer.Forward(x);
        var forward = root.GetType().GetMethods().FirstOrDefault(m => m.Name == "Forward" && Takes(m, inputs.Length))
            ?? throw new InvalidOperationException(
                $"Summary runs the network once, but {root.GetType().Name} has no public Forward that takes {inputs.Length} tensor{(inputs.Length == 1 ? "" : "s")}.");
        return forward.Invoke(root, BindingFlags.DoNotWrapExceptions, null, [.. inputs, .. Defaults(forward, inputs.Length)], null);
    }

    static bool Takes(MethodInfo method, int count)
    {
        var parameters = method.GetParameters();
        return parameters.Length >= count
            && parameters.Take(count).All(p => p.ParameterType == typeof(Tensor)) && parameters.Skip(count).All(p => p.IsOptional);
    }

    static IEnumerable<object?> Defaults(MethodInfo method, int given) => method.GetParameters().Skip(given).Select(p => p.DefaultValue);

    static string TypeName(Module module) => module.GetType().Name.Split('`')[0];

    static string Table(List<Row> rows)
    {
        var (layer, output, parameters) = (rows.Max(r => r.Layer.Length), rows.Max(r => r.Output.Length), rows.Max(r => r.Parameters.Length));
        var rule = new string('-', layer + output + parameters + 4) + "\n";
        var text = new StringBuilder();
        foreach (var (i, row) in rows.Index())
        {
            if (i == 1) text.Append(rule);
            text.Append($"{row.Layer.PadRight(layer)}  {row.Output.PadRight(output)}  {row.Parameters.PadLeft(parameters)}".TrimEnd()).Append('\n');
        }
        return text.Append(rule).ToString();
    }

    static string Totals(ModuleState state)
    {
        var all = state.Parameters.Sum(p => p.Tensor.Count);
        var trained = state.Parameters.Where(p => p.Tensor.RequiresGrad).Sum(p => p.Tensor.Count);
        var bytes = state.Entries.Sum(e => e.Tensor.Count * e.Tensor.DType.Size);
        return $"{all:N0} parameters, {trained:N0} trained, {all - trained:N0} frozen; {bytes / 1048576.0:N2} MiB with buffers\n";
    }
}
