using System.Collections;

namespace Flint.NN;

/// <summary>Modules by name, in the order in which they were added; the names are state-dict keys.</summary>
/// <example><c>readonly ModuleDict&lt;Linear&gt; heads = new() { { "left", new Linear(8, 2) }, { "right", new Linear(8, 3) } };</c></example>
public sealed class ModuleDict<T> : Module, IReadOnlyDictionary<string, T> where T : Module
{
    [Key("")]
    readonly OrderedDictionary<string, T> modules = [];

    /// <summary>Appends a module under a name.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, T module) => modules.Add(name, module);

    /// <summary>Takes a module out.</summary>
    /// <returns>Whether there was one of this name.</returns>
    public bool Remove(string name) => modules.Remove(name);

    /// <summary>The module of this name; another can be put in its place, a new name is appended.</summary>
    /// <exception cref="KeyNotFoundException">There is no module of this name.</exception>
    public T this[string name]
    {
        get => modules.TryGetValue(name, out var module) ? module
            : throw new KeyNotFoundException($"{Label} has no module '{name}', only {string.Join(", ", modules.Keys)}.");
        set => modules[name] = value;
    }

    /// <inheritdoc/>
    public int Count => modules.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => modules.Keys;

    /// <inheritdoc/>
    public IEnumerable<T> Values => modules.Values;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => modules.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value) => modules.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => modules.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
