namespace Flint.NN;

/// <summary>
/// The state-dict key of a module's field, property or captured constructor parameter, instead of its name in snake_case.
/// The empty key drops the level: what the field holds is named as if it belonged to the module itself.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class KeyAttribute(string key) : Attribute
{
    /// <summary>The key, such as <c>in_proj_weight</c>.</summary>
    public string Key { get; } = key;
}
