using System.Collections;
using System.Reflection;

namespace Flint.NN;

/// <summary>Where a module keeps a tensor, so that a conversion can put another one there.</summary>
readonly record struct Place(object Container, object? Slot)
{
    internal void Put(Tensor tensor)
    {
        switch (Container)
        {
            case Module when Slot is FieldInfo field: field.SetValue(Container, tensor); break;
            case IList { IsReadOnly: false } list when Slot is int index: list[index] = tensor; break;
            case IDictionary { IsReadOnly: false } dictionary when Slot is not null: dictionary[Slot] = tensor; break;
            default:
                throw new StateException(
                    $"The tensors in a {Container.GetType().Name} cannot be converted in their place: keep them in fields, an array, a list or a dictionary.");
        }
    }
}
