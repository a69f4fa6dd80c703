using System.Collections.Concurrent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Flint.Cli;

/// <summary>The figures behind each bar. Set by the training thread, drawn by the thread that refreshes the screen.</summary>
/// <param name="taken">Columns of the screen that the name of the epoch and the bar need.</param>
sealed class FiguresColumn(int taken) : ProgressColumn
{
    readonly ConcurrentDictionary<int, string[]> texts = new();

    /// <summary>The figures of a task in markup, the most important first: what a narrow screen has no room for is left out.</summary>
    internal string[] this[int task]
    {
        set => texts[task] = value;
    }

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Markup(Fitting(texts.GetValueOrDefault(task.Id, []), options.ConsoleSize.Width - taken));

    internal static string Fitting(IEnumerable<string> figures, int width)
    {
        var line = "";
        foreach (var figure in figures)
        {
            var longer = line.Length == 0 ? figure : $"{line}  {figure}";
            if (Markup.Remove(longer).Length > width) break;
            line = longer;
        }
        return line;
    }
}
