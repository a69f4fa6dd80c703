using System.Reflection;

namespace Flint.Recipes;

/// <summary>The version of Flint.</summary>
public static class FlintVersion
{
    /// <summary>As in <c>0.1.0</c>.</summary>
    public static string Text { get; } = typeof(Tensor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
