using System.Collections;

namespace Flint.NN;

/// <summary>
/// Modules in a list, under the keys 0, 1, ...; what they do together is up to the module that holds them. A plain array or
/// list works as well: this one is a module itself, to train, freeze or print as a whole.
/// </summary>
/// <example><c>readonly ModuleList&lt;Block&gt; layers = [new Block(64), new Block(64)];</c></example>
public sealed class ModuleList<T> : Module, IReadOnlyList<T> where T : Module
{
    [Key("")]
    readonly List<T> modules = [];

    /// <summary>No modules yet.</summary>
    public ModuleList() { }

    /// <summary>These modules in this order.</summary>
    public ModuleList(params IEnumerable<T> modules) => this.modules.AddRange(modules);

    /// <summary>Appends a module.</summary>
    public void Add(T module) => modules.Add(module);

    /// <summary>The number of modules.</summary>
    public int Count => modules.Count;

    /// <summary>The module at a position; another can be put in its place.</summary>
    public T this[int index]
    {
        get => modules[index];
        set => modules[index] = value;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => modules.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
