using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Flint.NN;

/// <summary>
/// Copies a tree of modules and the collections that hold them, walking as <see cref="StateWalk"/> does. Tensors are shared. A module in several
/// places is one in the copy too.
/// </summary>
sealed class ModuleCopy
{
    readonly Dictionary<Module, Module> made = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<Module, int> places = new(ReferenceEqualityComparer.Instance);

    /// <summary>All that were made.</summary>
    internal IEnumerable<Module> Modules => made.Values;

    /// <summary>The copied module is held in one place of the tree.</summary>
    internal bool IsSingle(Module copy) => places.GetValueOrDefault(copy) == 1;

    internal Module Of(Module module)
    {
        if (!made.TryGetValue(module, out var copy))
        {
            made[module] = copy = module.Shallow();
            foreach (var (field, _) in ModuleFields.Of(copy))
            {
                var value = field.GetValue(copy);
                var next = Value(value, module);
                if (!ReferenceEquals(next, value)) field.SetValue(copy, next);
            }
        }
        places[copy] = places.GetValueOrDefault(copy) + 1;
        return copy;
    }

    object? Value(object? value, Module owner)
    {
        switch (value)
        {
            case Module child:
                return Of(child);
            case Array { Rank: 1 } array:
                array = (Array)array.Clone();
                for (var i = 0; i < array.Length; i++)
                    if (array.GetValue(i) is { } item && !array.GetType().GetElementType()!.IsPrimitive) array.SetValue(Value(item, owner), i);
                return array;
            case IDictionary dictionary:
                var entries = (IDictionary)Empty(dictionary, owner);
                foreach (DictionaryEntry entry in dictionary) entries.Add(entry.Key, Value(entry.Value, owner));
                return entries;
            case IList list:
                var items = (IList)Empty(list, owner);
                foreach (var item in list) items.Add(Value(item, owner));
                return items;
            case ITuple tuple:
                for (var i = 0; i < tuple.Length; i++)
                    if (tuple[i] is Module) throw Unknown(tuple, owner);
                return tuple;
            default:
                return value;
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "Lists and dictionaries of .NET: their own code uses this constructor. Where it is missing all the same, the error says what to do.")]
    static object Empty(object collection, Module owner)
    {
        try
        {
            return HiddenState.IsDotNet(collection.GetType()) ? Activator.CreateInstance(collection.GetType())! : throw Unknown(collection, owner);
        }
        catch (MissingMethodException)
        {
            throw Unknown(collection, owner);
        }
    }

    static StateException Unknown(object holder, Module owner) => new(
        $"{owner.Label} keeps modules in a {holder.GetType().Name.Split('`')[0]}, which cannot be copied: hold them in fields, an array, a List or a Dictionary.");
}
