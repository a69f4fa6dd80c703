namespace Flint.NN;

public abstract partial class Module
{
    /// <summary>This module and all inside it once, parents before children.</summary>
    public IReadOnlyList<Module> Modules() => [.. State.Modules.Select(m => m.Module)];

    /// <summary>This module, under the empty name, and all inside it, parents before children.</summary>
    public IReadOnlyList<(string Name, Module Module)> NamedModules() => State.Modules;

    /// <summary>The modules directly inside this one.</summary>
    public IReadOnlyList<Module> Children() => [.. NamedChildren().Select(m => m.Module)];

    /// <summary>The modules directly inside this one, with their names.</summary>
    public IReadOnlyList<(string Name, Module Module)> NamedChildren()
    {
        var inner = new HashSet<Module>();
        var children = new List<(string, Module)>();
        foreach (var (name, module) in State.Modules.Skip(1))
        {
            if (inner.Contains(module)) continue;
            children.Add((name, module));
            inner.UnionWith(module.State.Modules.Select(m => m.Module));
        }
        return children;
    }

    /// <summary>Calls <paramref name="action"/> with all modules inside and this one, children before parents: to initialise weights, say.</summary>
    /// <example><c>net.Apply(m => { if (m is Linear { Bias: { } bias }) Init.Zeros(bias); });</c></example>
    public void Apply(Action<Module> action)
    {
        var (seen, finished) = (new HashSet<Module>(), new List<Module>());
        Visit(this);
        finished.ForEach(action);

        void Visit(Module module)
        {
            if (!seen.Add(module)) return;
            foreach (var child in module.Children()) Visit(child);
            finished.Add(module);
        }
    }

    /// <summary>
    /// Puts another module in the place of each <typeparamref name="T"/> inside this one, wherever fields, auto-properties, captured constructor
    /// parameters, arrays, lists and dictionaries hold it; keys of state dicts stay. A module in several places is replaced by one and the same.
    /// What is put in is not searched again, so it may wrap what was there, and takes over its training or evaluation mode.
    /// </summary>
    /// <remarks>Make optimisers afterwards. Links that are marked <see cref="NotStateAttribute"/> are not followed, and this module itself stays.</remarks>
    /// <param name="replacement">Makes the module to put in; the same module to leave it.</param>
    /// <returns>How many modules were replaced.</returns>
    /// <exception cref="StateException">Lists every place that cannot hold what is to be put in; nothing was changed.</exception>
    /// <example><c>net.Replace&lt;Linear&gt;(linear => new SpectralNorm(linear));</c></example>
    public int Replace<T>(Func<T, Module> replacement) where T : Module => Replace<T>((_, module) => replacement(module));

    /// <summary>As <see cref="Replace{T}(Func{T, Module})"/>, with the name of each module, as in <see cref="NamedModules"/>.</summary>
    /// <inheritdoc cref="Replace{T}(Func{T, Module})"/>
    public int Replace<T>(Func<string, T, Module> replacement) where T : Module => new TreeRewrite<T>(replacement).Run(this);
}
