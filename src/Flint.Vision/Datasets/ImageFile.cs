namespace Flint.Vision;

/// <summary>A picture and its class.</summary>
/// <param name="Path">The file.</param>
/// <param name="Label">The number of its class.</param>
public readonly record struct ImageFile(string Path, int Label);
