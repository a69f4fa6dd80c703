using System.Security.Cryptography;
using Flint.IO;

namespace Flint.Data;

/// <summary>How far a download has come.</summary>
/// <param name="File">The file being fetched.</param>
/// <param name="Bytes">Bytes so far.</param>
/// <param name="Total">Bytes in all.</param>
public readonly record struct DownloadProgress(DataFile File, long Bytes, long Total);

/// <summary>A data set could not be downloaded, or is not the published one; nothing was kept.</summary>
public sealed class DownloadException(string message, Exception? inner = null) : FlintException(message, inner);

/// <summary>
/// Fetches data sets. A file is kept only when its length and SHA-256 are the published ones; one that is already there and
/// right is not fetched again.
/// </summary>
public static class DataDownload
{
    /// <summary>Fetches a data set to <c>folder/NAME</c>.</summary>
    /// <param name="dataset">What to fetch; see <see cref="KnownDatasets.Find"/>.</param>
    /// <param name="folder">Where to; null is <see cref="DataFolders.Cache"/>.</param>
    /// <param name="progress">Told of every 256 KiB.</param>
    /// <param name="client">The connection to use; null makes one.</param>
    /// <param name="cancel">Stops the download; nothing half-written is left.</param>
    /// <returns>The folder with the files.</returns>
    /// <exception cref="DownloadException">The server cannot be reached, refuses, or sends something else.</exception>
    /// <exception cref="FileWriteException">The folder cannot be written, or the disk is full.</exception>
    public static string Get(
        KnownDataset dataset, string? folder = null, Action<DownloadProgress>? progress = null, HttpClient? client = null, CancellationToken cancel = default)
    {
        var target = Path.Combine(folder ?? DataFolders.Cache, dataset.Name);
        CreateFolder(target);
        using var own = client is null ? new HttpClient() : null;
        foreach (var file in dataset.Files)
        {
            var path = Path.Combine(target, file.Name);
            if (!IsGood(path, file)) Fetch(client ?? own!, file, path, progress, cancel);
        }
        return target;
    }

    static void CreateFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException($"The folder '{path}' cannot be made: {e.Message}", e);
        }
    }

    static bool IsGood(string path, DataFile file)
    {
        if (!File.Exists(path) || new FileInfo(path).Length != file.Bytes) return false;
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == file.Sha256;
    }

    static void Fetch(HttpClient client, DataFile file, string path, Action<DownloadProgress>? progress, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, file.Address);
            using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!response.IsSuccessStatusCode)
                throw new DownloadException($"{file.Address} could not be downloaded: the server answered {(int)response.StatusCode} {response.ReasonPhrase}.");
            using var body = response.Content.ReadAsStream(cancel);
            AtomicFile.Write(path, stream => Copy(body, stream, file, progress, cancel));
        }
        catch (HttpRequestException e)
        {
            throw new DownloadException($"{file.Address} could not be downloaded: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new DownloadException($"{file.Address} could not be downloaded: the server took too long.", e);
        }
    }

    static void Copy(Stream body, Stream target, DataFile file, Action<DownloadProgress>? progress, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 18];
        long done = 0;
        while (Read(body, buffer, file) is var read and > 0)
        {
            cancel.ThrowIfCancellationRequested();
            done += read;
            if (done > file.Bytes) throw new DownloadException($"{file.Address} is longer than the published {file.Bytes} bytes; nothing was kept.");
            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
            progress?.Invoke(new(file, done, file.Bytes));
        }
        if (done < file.Bytes) throw new DownloadException($"{file.Address} ended after {done} of {file.Bytes} bytes; nothing was kept. Try again.");
        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (found != file.Sha256)
            throw new DownloadException($"{file.Address} is not the published file: its SHA-256 is {found}, expected {file.Sha256}; nothing was kept.");
    }

    // Apart from Write, so that a broken connection is not taken for a broken disk.
    static int Read(Stream body, byte[] buffer, DataFile file)
    {
        try
        {
            return body.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (IOException e)
        {
            throw new DownloadException($"{file.Address} could not be downloaded to the end: {e.Message}", e);
        }
    }
}
