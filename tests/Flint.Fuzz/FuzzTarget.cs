namespace Flint.Fuzz;

/// <summary>A reader of foreign bytes and good files to damage.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Seeds">Good files.</param>
/// <param name="Read">Reads a file to the end; a <see cref="FlintException"/> is a good answer to a bad file.</param>
public sealed record FuzzTarget(string Name, Func<IReadOnlyList<byte[]>> Seeds, Action<byte[]> Read);
