using System.Text.RegularExpressions;

namespace Flint.Cli.Tests.Repository;

/// <summary>C# that a reader will copy: an example, or a <c>```csharp</c> block of a page.</summary>
/// <param name="File">Relative to the repository.</param>
/// <param name="Line">The file's line on which <paramref name="Code"/> begins.</param>
/// <param name="Code">As written.</param>
/// <param name="Given">What goes before it: the page's comment <c>&lt;!-- given: var x = ...; --&gt;</c>, for blocks that are only a part.</param>
/// <param name="Output">What the page says it prints: the <c>```text</c> block right behind it; null where it does not say.</param>
sealed partial record DocProgram(string File, int Line, string Code, string Given = "", string? Output = null)
{
    internal string Name => $"{File}:{Line}";

    /// <summary>The text to compile. Its line numbers are those of the file, so that an error is found there.</summary>
    internal string Text
    {
        get
        {
            var usings = string.Join(' ', Using().Matches(Given).Select(u => u.Value));
            var statements = Given.Length == 0 ? "" : Using().Replace(Given, "") + "\n";
            // Usings come before statements, wherever the two stand.
            var code = statements.Length == 0 ? Code : Using().Replace(Code, use => { usings += use.Value; return ""; });
            var line = $"#line {Line} \"{File}\"\n";
            return $"{line}{usings}{statements}{line}{code}";
        }
    }

    internal static DocProgram[] OfExamples() =>
        [.. Files("examples", "*.cs").Select(file => new DocProgram(file, 1, Read(file)))];

    internal static DocProgram[] OfPages() =>
        [.. Files(".", "*.md", SearchOption.TopDirectoryOnly).Concat(Files("docs", "*.md")).SelectMany(file => OfPage(file, Read(file)))];

    internal static IEnumerable<DocProgram> OfPage(string file, string page) =>
        from Match block in Block().Matches(page)
        let code = block.Groups["code"]
        select new DocProgram(file, page[..code.Index].Count(c => c == '\n') + 1, code.Value, block.Groups["given"].Value,
            block.Groups["output"] is { Success: true } output ? output.Value : null);

    static IEnumerable<string> Files(string folder, string pattern, SearchOption depth = SearchOption.AllDirectories) =>
        Directory.EnumerateFiles(Testing.Repository.Path(folder), pattern, depth)
            .Select(file => Path.GetRelativePath(Testing.Repository.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    static string Read(string file) => System.IO.File.ReadAllText(Testing.Repository.Path(file)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"(<!-- given: (?<given>((?!-->).)*) -->\s*)?^```csharp\n(?<code>.*?)^```\n(\n?```text\n(?<output>.*?)^```)?",
        RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\busing [\w.]+;")]
    private static partial Regex Using();
}
