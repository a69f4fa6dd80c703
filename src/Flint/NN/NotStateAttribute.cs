namespace Flint.NN;

/// <summary>
/// Keeps a field, property or captured constructor parameter out of a module's state: its tensors and modules are
/// not trained, saved, converted or listed. For caches and for links to other parts of a network.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class NotStateAttribute : Attribute;
