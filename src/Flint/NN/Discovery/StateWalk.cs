using System.Collections;
using System.Runtime.CompilerServices;

namespace Flint.NN;

/// <summary>Walks from a module through its fields, and through arrays, lists, dictionaries and tuples of tensors and modules.</summary>
sealed class StateWalk
{
    readonly Dictionary<object, string> firstNames = new(ReferenceEqualityComparer.Instance);

    readonly List<(Module Owner, string Key, object Value)> holders = [];

    internal ModuleState State { get; } = new();

    internal void Enter(Module module, string path)
    {
        if (!firstNames.TryAdd(module, path))
        {
            NoteAliases(firstNames[module], path);
            return;
        }
        module.NameAs(path);
        State.Modules.Add((path, module));
        foreach (var (field, key) in ModuleFields.Of(module))
            Visit(module, path, key, field.GetValue(module));
        module.Known.Complete();
    }

    /// <param name="owner">The module whose field holds the value.</param>
    /// <param name="path">The owner's name.</param>
    /// <param name="key">The name within the owner.</param>
    /// <param name="value">What the field, or a collection in it, holds.</param>
    void Visit(Module owner, string path, string key, object? value)
    {
        switch (value)
        {
            case null or string: break;
            case Module child: Enter(child, Join(path, key)); break;
            case Tensor tensor:
                var role = owner.Known.Admit(owner, key, tensor);
                if (role != StateRole.None) Add(new(Join(path, key), tensor, role, owner));
                break;
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary)
                    Visit(owner, path, Join(key, $"{entry.Key}"), entry.Value);
                break;
            case IList list:
                for (var i = 0; i < list.Count; i++) Visit(owner, path, Join(key, $"{i}"), list[i]);
                break;
            case ITuple tuple:
                for (var i = 0; i < tuple.Length; i++) Visit(owner, path, Join(key, $"{i}"), tuple[i]);
                break;
            case IEnumerable<Module> or IEnumerable<Tensor> or IEnumerable<ILayer>:
                throw new StateException(
                    $"{owner.Label} keeps modules or tensors in '{key}', a {value.GetType().Name}, where they have no name: use an array, a list, a dictionary or a tuple, or mark it [NotState].");
            default: holders.Add((owner, key, value)); break;
        }
    }

    /// <summary>After the walk: what an object of another kind holds must also be where the walk has found it.</summary>
    internal void RequireNothingHidden()
    {
        foreach (var (owner, key, holder) in holders)
            foreach (var (field, state) in HiddenState.In(holder))
                if (!firstNames.ContainsKey(state))
                    throw new StateException(
                        $"{owner.Label} keeps modules or tensors in '{key}', in {field} of a {holder.GetType().Name.Split('`')[0]}, which is no Module: they would be neither trained nor saved. Make it a Module, move them to fields of their own, or mark '{key}' [NotState].");
    }

    void Add(StateEntry entry)
    {
        if (!State.Names.Add(entry.Name))
            throw new StateException($"Two tensors have the state-dict key '{entry.Name}': give one field a [Key(\"...\")].");
        if (firstNames.TryAdd(entry.Tensor, entry.Name)) State.Entries.Add(entry);
        else State.Aliases.Add(entry.Name, firstNames[entry.Tensor]);
    }

    // A module reached again: its tensors' first names are known under the second as well. A link to an ancestor is no alias.
    void NoteAliases(string first, string second)
    {
        var prefix = $"{first}.";
        if (first.Length == 0 || second.StartsWith(prefix, StringComparison.Ordinal)) return;
        foreach (var (name, _, _, _) in State.Entries.Where(e => e.Name.StartsWith(prefix, StringComparison.Ordinal)))
            State.Aliases.TryAdd($"{second}.{name[prefix.Length..]}", name);
    }

    internal static string Join(string path, string key) => path.Length == 0 ? key : key.Length == 0 ? path : $"{path}.{key}";
}
