namespace Flint.Fuzz;

/// <summary>A reader of foreign bytes and good files to damage.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Seeds">Good files.</param>
/// <param name="Read">Reads a file to the end; a typed error is a good answer to a bad file.</param>
/// <param name="Repair">Makes the checksums of a damaged file right again, so that the damage gets past them; used for half of the cases.</param>
public sealed record FuzzTarget(string Name, Func<IReadOnlyList<byte[]>> Seeds, Action<byte[]> Read, Func<byte[], byte[]>? Repair = null);
