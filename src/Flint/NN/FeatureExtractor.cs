namespace Flint.NN;

/// <summary>
/// Keeps the outputs of named modules of a network, whichever Forward it is run by, until it is disposed. They are part of the graph: a loss
/// of features has gradients.
/// </summary>
/// <example>
/// <code>
/// using var features = new FeatureExtractor(net, "conv1", "layers.2");
/// net.Forward(images);
/// var early = features["conv1"];
/// </code>
/// </example>
public sealed class FeatureExtractor : IDisposable
{
    readonly OrderedDictionary<string, Tensor?> outputs = [];
    readonly List<IDisposable> hooks = [];

    /// <summary>Starts to keep the outputs of these modules.</summary>
    /// <param name="net">The network.</param>
    /// <param name="names">Names as in <see cref="Module.NamedModules"/>.</param>
    /// <exception cref="ArgumentException">There are no modules of these names.</exception>
    public FeatureExtractor(Module net, params IEnumerable<string> names)
    {
        var modules = net.NamedModules().ToDictionary(m => m.Name, m => m.Module);
        string[] wanted = [.. names.Distinct()], unknown = [.. wanted.Where(name => !modules.ContainsKey(name))];
        if (unknown.Length > 0)
            throw new ArgumentException($"{net.GetType().Name} has no module {string.Join(", ", unknown.Select(n => $"'{n}'"))}, only {string.Join(", ", modules.Keys.Where(k => k.Length > 0))}.", nameof(names));
        foreach (var name in wanted)
        {
            outputs[name] = null;
            hooks.Add(modules[name].RegisterForwardHook((_, output) =>
            {
                outputs[name] = output;
                return null;
            }));
        }
    }

    /// <summary>What the module gave when it was last applied.</summary>
    /// <exception cref="KeyNotFoundException">The name was not asked for.</exception>
    /// <exception cref="StateException">The module was not applied yet, or does not show its output.</exception>
    public Tensor this[string name] => !outputs.TryGetValue(name, out var output)
        ? throw new KeyNotFoundException($"The output of '{name}' was not asked for, only of {string.Join(", ", outputs.Keys)}.")
        : output ?? throw new StateException($"'{name}' has shown no output yet: run the network first; the Forward of a module of your own must end with Observe(...).");

    /// <summary>The outputs there are, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Outputs => new OrderedDictionary<string, Tensor>(
        outputs.Where(o => o.Value is not null).Select(o => KeyValuePair.Create(o.Key, o.Value!)));

    /// <summary>Ends the keeping; what was kept stays.</summary>
    public void Dispose()
    {
        hooks.ForEach(hook => hook.Dispose());
        hooks.Clear();
    }
}
