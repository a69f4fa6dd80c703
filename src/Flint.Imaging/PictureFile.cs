namespace Flint.Imaging;

/// <summary>Writes a file whole or not at all: to a temporary name in the same folder, flushed, then renamed.</summary>
static class PictureFile
{
    internal static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():n}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e)
        {
            File.Delete(temporary);
            if (e is not (IOException or UnauthorizedAccessException)) throw;
            throw new IOException($"'{path}' cannot be written: {e.Message}", e);
        }
    }
}
