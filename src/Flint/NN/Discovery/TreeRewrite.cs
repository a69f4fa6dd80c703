using System.Collections;
using System.Runtime.CompilerServices;

namespace Flint.NN;

/// <summary>Walks through the places that hold modules as <see cref="StateWalk"/> does, and puts others into them.</summary>
sealed class TreeRewrite<T>(Func<string, T, Module> replacement) where T : Module
{
    readonly Dictionary<Module, Module> made = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<object> entered = new(ReferenceEqualityComparer.Instance);
    readonly List<Action> changes = [];
    readonly List<string> problems = [];

    internal int Run(Module root)
    {
        _ = root.State; // errors of the tree itself come first
        made[root] = root;
        Enter(root, "");
        if (problems.Count > 0)
            throw new StateException($"Replace in {root.GetType().Name}: {string.Join("; ", problems)}. Nothing was changed: declare these as ILayer or Module.");
        changes.ForEach(change => change());
        var replaced = made.Where(pair => pair.Key != pair.Value).ToArray();
        foreach (var (old, module) in replaced)
            foreach (var inner in module.Modules()) inner.SetMode(old.IsTraining);
        return replaced.Length;
    }

    void Enter(Module module, string path)
    {
        if (!entered.Add(module)) return;
        foreach (var (field, key) in ModuleFields.Of(module))
            Visit(field.GetValue(module), StateWalk.Join(path, key), value => field.SetValue(module, value), field.FieldType);
    }

    void Visit(object? value, string path, Action<object> put, Type holder)
    {
        switch (value)
        {
            case Module child:
                var next = Made(path, child);
                if (next == child) Enter(child, path);
                else if (Fits(put, next, child)) changes.Add(() => put(next));
                else problems.Add($"'{path}' is held by a {holder.Name.Split('`')[0]} and cannot become a {next.GetType().Name}");
                break;
            case IDictionary dictionary:
                foreach (var key in dictionary.Keys.Cast<object>().ToArray())
                    Visit(dictionary[key], StateWalk.Join(path, $"{key}"), item => dictionary[key] = item, dictionary.GetType());
                break;
            case IList list:
                for (var i = 0; i < list.Count; i++)
                {
                    var at = i;
                    Visit(list[i], StateWalk.Join(path, $"{i}"), item => list[at] = item, list.GetType());
                }
                break;
            case ITuple tuple:
                for (var i = 0; i < tuple.Length; i++)
                    Visit(tuple[i], StateWalk.Join(path, $"{i}"), _ => throw new NotSupportedException(), tuple.GetType());
                break;
        }
    }

    Module Made(string path, Module child)
    {
        if (child is not T module) return child;
        if (!made.TryGetValue(child, out var next)) made[child] = next = replacement(path, module);
        return next;
    }

    /// <summary>Tries it and puts the old one back: what a place takes only the place itself knows.</summary>
    static bool Fits(Action<object> put, Module next, Module old)
    {
        try
        {
            put(next);
            put(old);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException or NotSupportedException)
        {
            return false;
        }
    }
}
