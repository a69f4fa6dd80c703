using System.Net;
using System.Security.Cryptography;
using Flint.Testing;

namespace Flint.Data.Tests;

public class DataDownloadTests
{
    static readonly byte[] Content = [.. Enumerable.Range(0, 600_000).Select(i => (byte)(i * 31 >> 3))];

    [Fact]
    public void A_file_is_fetched_checked_and_not_fetched_again()
    {
        using var folder = new TempFolder();
        using var server = new Server(Content);
        var progress = new List<long>();
        DataDownload.Get(server.Set(Content), folder.Path, p => progress.Add(p.Bytes)).ShouldBe(folder["test-set"]);
        File.ReadAllBytes(folder["test-set/data.bin"]).ShouldBe(Content);
        progress.ShouldBe([1 << 18, 2 << 18, Content.Length]);
        DataDownload.Get(server.Set(Content), folder.Path);
        server.Requests.ShouldBe(1);
        File.WriteAllText(folder["test-set/data.bin"], "damaged");
        DataDownload.Get(server.Set(Content), folder.Path);
        File.ReadAllBytes(folder["test-set/data.bin"]).ShouldBe(Content);
    }

    [Fact]
    public void Another_content_a_shorter_and_a_longer_one_are_refused_and_not_kept()
    {
        var wrong = (byte[])Content.Clone();
        wrong[1000] ^= 1;
        Refused(wrong).ShouldContain("is not the published file: its SHA-256 is " + Convert.ToHexStringLower(SHA256.HashData(wrong)));
        Refused(Content[..^1]).ShouldContain("ended after 599999 of 600000 bytes");
        Refused([.. Content, 0]).ShouldContain("is longer than the published 600000 bytes");
    }

    [Fact]
    public void A_refusal_and_an_absent_server_are_said()
    {
        using var folder = new TempFolder();
        var set = default(KnownDataset)!;
        using (var server = new Server(Content, status: 404))
        {
            set = server.Set(Content);
            Should.Throw<DownloadException>(() => DataDownload.Get(set, folder.Path)).Message.ShouldContain("the server answered 404");
        }
        Should.Throw<DownloadException>(() => DataDownload.Get(set, folder.Path)).Message.ShouldContain(set.Files[0].Address.ToString());
        Directory.GetFiles(folder["test-set"]).ShouldBeEmpty();
    }

    [Fact]
    public void Stopping_leaves_nothing()
    {
        using var folder = new TempFolder();
        using var server = new Server(Content);
        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => DataDownload.Get(server.Set(Content), folder.Path, _ => stop.Cancel(), cancel: stop.Token));
        Directory.GetFiles(folder["test-set"]).ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_said()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["file"], "");
        Should.Throw<FileWriteException>(() => DataDownload.Get(KnownDatasets.Find("mnist"), folder["file"])).Message.ShouldContain("cannot be made");
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones() =>
        Should.Throw<NotFoundException>(() => KnownDatasets.Find("mnits")).Message.ShouldContain("known are mnist, fashion-mnist, optdigits");

    static string Refused(byte[] sent)
    {
        using var folder = new TempFolder();
        using var server = new Server(sent);
        var message = Should.Throw<DownloadException>(() => DataDownload.Get(server.Set(Content), folder.Path)).Message;
        Directory.GetFiles(folder["test-set"]).ShouldBeEmpty();
        return message;
    }

    /// <summary>A server on this machine that answers every request with the same bytes.</summary>
    sealed class Server : IDisposable
    {
        readonly HttpListener listener = new();
        readonly string address;
        int requests;

        internal Server(byte[] content, int status = 200)
        {
            for (var attempt = 0; ; attempt++)
            {
                address = $"http://127.0.0.1:{System.Random.Shared.Next(20_000, 60_000)}/";
                listener.Prefixes.Clear();
                listener.Prefixes.Add(address);
                try
                {
                    listener.Start();
                    break;
                }
                catch (HttpListenerException) when (attempt < 20)
                {
                    // The port is taken: try another.
                }
            }
            _ = Task.Run(() => Serve(content, status));
        }

        internal int Requests => Volatile.Read(ref requests);

        internal KnownDataset Set(byte[] expected) => new("test-set", "", "",
            [new("data.bin", new(address + "data.bin"), expected.Length, Convert.ToHexStringLower(SHA256.HashData(expected)))]);

        public void Dispose() => listener.Close();

        async Task Serve(byte[] content, int status)
        {
            while (listener.IsListening)
            {
                try
                {
                    var context = await listener.GetContextAsync();
                    Interlocked.Increment(ref requests);
                    context.Response.StatusCode = status;
                    await context.Response.OutputStream.WriteAsync(content);
                    context.Response.Close();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
                {
                    // The client went away, or the test is over.
                }
            }
        }
    }
}
