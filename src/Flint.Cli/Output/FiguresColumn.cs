using System.Collections.Concurrent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Flint.Cli;

/// <summary>The figures behind each bar. Set by the training thread, drawn by the thread that refreshes the screen.</summary>
sealed class FiguresColumn : ProgressColumn
{
    readonly ConcurrentDictionary<int, string> texts = new();

    internal string this[int task]
    {
        set => texts[task] = value;
    }

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Markup(texts.GetValueOrDefault(task.Id, ""));
}
