namespace Flint.IO;

/// <summary>A file inside a zip file, as its directory has it and its local header confirms.</summary>
/// <param name="Name">With <c>/</c> between folders.</param>
/// <param name="IsStored">True where the bytes lie there as they are, false where they are deflated.</param>
/// <param name="Crc">CRC-32 of the contents.</param>
/// <param name="Start">The first byte of the data, counted from the start of the zip file.</param>
/// <param name="Packed">Bytes in the file.</param>
/// <param name="Length">Bytes of contents.</param>
sealed record ZipEntry(string Name, bool IsStored, uint Crc, long Start, long Packed, long Length);
