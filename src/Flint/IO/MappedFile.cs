using System.IO.MemoryMappedFiles;

namespace Flint.IO;

/// <summary>A file mapped into memory for reading: only the pages that are looked at are read, once.</summary>
sealed unsafe class MappedFile : IDisposable
{
    readonly MemoryMappedFile? map;
    readonly MemoryMappedViewAccessor? view;
    readonly byte* start;
    bool isClosed;

    /// <param name="path">The file.</param>
    /// <param name="kind">For the message: "a safetensors file".</param>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="FileFormatException">It is a folder, or must not be read.</exception>
    internal MappedFile(string path, string kind)
    {
        Path = path;
        using var stream = Found(path, kind);
        Length = stream.Length;
        if (Length == 0) return; // nothing to map
        map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        view = map.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
        // Not AcquirePointer, whose count would keep a file mapped for ever that nobody disposes: the handle's finalizer unmaps it.
        start = (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle() + view.PointerOffset;
    }

    internal string Path { get; }

    internal long Length { get; }

    /// <summary>The bytes from <paramref name="offset"/> on; the caller has checked that they are there.</summary>
    internal ReadOnlySpan<byte> Span(long offset, int count) => new(Pointer(offset, count), count);

    /// <summary>The address of the byte at <paramref name="offset"/>, with <paramref name="count"/> bytes behind it; keep the file alive.</summary>
    internal byte* Pointer(long offset, long count)
    {
        ObjectDisposedException.ThrowIf(isClosed, this);
        if (count < 0 || count > Length || offset < 0 || offset > Length - count)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"{count} bytes from here on are not within the file's {Length}.");
        return start + offset;
    }

    public void Dispose()
    {
        if (isClosed) return;
        isClosed = true;
        view?.Dispose();
        map?.Dispose();
    }

    static FileStream Found(string path, string kind)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotFoundException($"There is no {kind} '{path}': looked for {System.IO.Path.GetFullPath(path)}.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new FileFormatException($"'{path}' cannot be read as {kind}: {(Directory.Exists(path) ? "it is a folder" : e.Message)}.", e);
        }
    }
}
