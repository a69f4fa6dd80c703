namespace Flint.Comparison;

/// <summary>A page with parts that a program writes, each between the comments <c>&lt;!-- NAME:begin --&gt;</c> and <c>&lt;!-- NAME:end --&gt;</c>.</summary>
public sealed class Page(string path)
{
    /// <summary>The processor and the day: figures of another one do not stand beside these.</summary>
    public static string Heading => $"{Processor()}, {DateTime.UtcNow:yyyy-MM-dd}.";

    /// <summary>The lines of a part as it is; none if it was measured on another processor or day.</summary>
    public IReadOnlyList<string> Lines(string part)
    {
        var (text, from, to) = Find(part);
        var lines = text[from..to].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault() == Heading ? lines : [];
    }

    /// <summary>Replaces a part.</summary>
    public void Write(string part, params IReadOnlyList<string> lines)
    {
        var (text, from, to) = Find(part);
        File.WriteAllText(path, $"{text[..from]}\n{Heading}\n\n{string.Join('\n', lines)}\n{text[to..]}");
    }

    (string Text, int From, int To) Find(string part)
    {
        var text = File.ReadAllText(path);
        var (begin, end) = ($"<!-- {part}:begin -->", $"<!-- {part}:end -->");
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        return from >= 0 && to > from ? (text, from + begin.Length, to) : throw new InvalidDataException($"{path} lacks the lines {begin} and {end}, between which the table goes.");
    }

    static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim()
        : "unknown processor";
}
