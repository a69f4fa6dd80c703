namespace Flint.Data;

/// <summary>A data set that can be downloaded.</summary>
/// <param name="Name">Its name on the command line and of its folder.</param>
/// <param name="Title">What it is, in a line.</param>
/// <param name="Terms">Origin and licence.</param>
/// <param name="Files">What it consists of.</param>
public sealed record KnownDataset(string Name, string Title, string Terms, IReadOnlyList<DataFile> Files);

/// <summary>A file of a data set.</summary>
/// <param name="Name">The name under which it is kept.</param>
/// <param name="Address">Where it is officially had.</param>
/// <param name="Bytes">Its published length.</param>
/// <param name="Sha256">Its published checksum, as lower-case hex.</param>
/// <param name="ContentMd5">Of a .gz, the MD5 of what is inside, where published: another packing of the same data has it too.</param>
public sealed record DataFile(string Name, Uri Address, long Bytes, string Sha256, string? ContentMd5 = null);
