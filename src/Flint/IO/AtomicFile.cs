namespace Flint.IO;

/// <summary>
/// Writes a file whole or not at all: to a temporary name in the same folder, flushed to the disk, then renamed. Whatever
/// happens meanwhile, an exception, a full disk, a killed process, the file that was there before stays as it was.
/// </summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes <paramref name="path"/> with what <paramref name="write"/> puts into the stream. A symbolic link is followed;
    /// a device such as <c>/dev/stdout</c> is written directly.
    /// </summary>
    /// <exception cref="FileWriteException">The folder is missing or closed to us, the path is a folder, or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Target(path);
        if (Directory.Exists(target)) throw new FileWriteException($"'{path}' cannot be written: it is a folder. Give the name of a file.");
        if (IsDevice(target)) WriteTo(path, target, FileMode.Open, write);
        else Replace(path, target, write);
    }

    /// <summary>Writes <paramref name="bytes"/> as the whole contents of <paramref name="path"/>.</summary>
    /// <exception cref="FileWriteException">As <see cref="Write(string, Action{Stream})"/>.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        Write(path, stream => stream.Write(copy));
    }

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte-order mark.</summary>
    /// <exception cref="FileWriteException">As <see cref="Write(string, Action{Stream})"/>.</exception>
    public static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    static void Replace(string path, string target, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
            throw new FileWriteException($"'{path}' cannot be written: the folder '{folder}' does not exist. Create it first.");
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Environment.ProcessId}-{Path.GetRandomFileName()}.tmp");
        try
        {
            WriteTo(path, temporary, FileMode.CreateNew, write);
            try
            {
                File.Move(temporary, target, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Explain(path, e);
            }
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    static void WriteTo(string path, string target, FileMode mode, Action<Stream> write)
    {
        try
        {
            using var stream = new FileStream(target, mode, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
            write(stream);
            // A device cannot be synced; a file must reach the disk before its name does.
            if (mode == FileMode.CreateNew) stream.Flush(flushToDisk: true);
            else stream.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Explain(path, e);
        }
    }

    static FileWriteException Explain(string path, Exception e) => new(
        e switch
        {
            _ when IsDiskFull(e) => $"'{path}' cannot be written: the disk is full. Free some space or write elsewhere; a file of that name that was there before is unchanged.",
            UnauthorizedAccessException => $"'{path}' cannot be written: no permission to create a file there ({e.Message}). Choose another folder or change its rights.",
            _ => $"'{path}' cannot be written: {e.Message}",
        }, e);

    // ENOSPC and EDQUOT on Linux and macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    static bool IsDiskFull(Exception e) => OperatingSystem.IsWindows()
        ? (e.HResult & 0xFFFF) is 0x70 or 0x27
        : e is IOException && e.HResult is 28 or 122 or 69;

    static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reason for giving up is the error to report, not this one.
        }
    }

    static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            return File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        }
        catch (IOException)
        {
            return full;
        }
    }

    static bool IsDevice(string target) =>
        !OperatingSystem.IsWindows() && target.StartsWith("/dev/", StringComparison.Ordinal)
        && !target.StartsWith("/dev/shm/", StringComparison.Ordinal) && File.Exists(target);
}
