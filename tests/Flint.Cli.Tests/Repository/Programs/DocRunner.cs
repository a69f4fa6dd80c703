using System.Buffers.Binary;
using System.IO.Compression;
using Flint.Testing;

namespace Flint.Cli.Tests.Repository;

/// <summary>Runs programs in a folder of their own, one after the other, on a part of the data, so that a minute's training takes a second.</summary>
public sealed class DocRunner : IDisposable
{
    const int Images = 3000;

    static readonly string RuntimeConfig = Path.Combine(AppContext.BaseDirectory, "Flint.Cli.runtimeconfig.json");

    readonly TempFolder folder = new();

    public DocRunner()
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory).Where(DocCompiler.IsFlint))
            File.Copy(file, folder[Path.GetFileName(file)]);
        Directory.CreateDirectory(folder["data/mnist"]);
        Directory.CreateDirectory(folder["data/optdigits"]);
        foreach (var file in Directory.EnumerateFiles(Testing.Repository.Path("data", "optdigits")))
            File.Copy(file, folder["data/optdigits/" + Path.GetFileName(file)]);
        foreach (var part in new[] { "train", "t10k" })
        {
            Shorten($"{part}-images-idx3-ubyte.gz", header: 16, bytesEach: 28 * 28);
            Shorten($"{part}-labels-idx1-ubyte.gz", header: 8, bytesEach: 1);
        }
    }

    public void Dispose() => folder.Dispose();

    /// <summary>What is wrong with a program; empty if it compiles without warnings, ends well, and prints what its page says.</summary>
    internal string[] Problems(DocProgram program)
    {
        var assembly = folder["program.dll"];
        var (problems, runs) = DocCompiler.Compile(program, assembly);
        if (problems.Length > 0 || !runs) return problems;
        var (code, output) = ChildProcess.Run("dotnet", ["exec", "--runtimeconfig", RuntimeConfig, assembly],
            new Dictionary<string, string> { ["FLINT_DATA"] = folder["data"], ["FLINT_THREADS"] = "1" }, folder.Path, TimeSpan.FromMinutes(2));
        if (code != 0) return [$"{program.Name}: ended with code {code}.\n{output}"];
        if (program.Output is not { } expected || expected == output.ReplaceLineEndings("\n")) return [];
        return [$"{program.Name}: the page says it prints\n{expected}but it printed\n{output}"];
    }

    void Shorten(string name, int header, int bytesEach)
    {
        var bytes = new byte[header + Images * bytesEach];
        using (var whole = new GZipStream(File.OpenRead(Testing.Repository.Path("data", "mnist", name)), CompressionMode.Decompress))
            whole.ReadExactly(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), Images);
        using var file = new GZipStream(File.Create(folder["data/mnist/" + name]), CompressionLevel.Fastest);
        file.Write(bytes);
    }
}
