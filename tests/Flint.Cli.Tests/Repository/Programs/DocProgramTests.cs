using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Flint.Testing;

namespace Flint.Cli.Tests.Repository;

/// <summary>
/// Examples and the code in docs compile without warnings and run. In a page, <c>```csharp</c> begins a program; a comment
/// <c>&lt;!-- given: ... --&gt;</c> before it holds what a part leaves out, and a <c>```text</c> block behind it is what it prints.
/// </summary>
public sealed class DocProgramTests(DocRunner runner) : IClassFixture<DocRunner>
{
    [Fact]
    public void EveryExampleRuns() => Run(DocProgram.OfExamples(), atLeast: 6); // in the order of names: predict.cs reads what mnist.cs leaves

    [Fact]
    public void TheCodeInDocsRuns() => Run(DocProgram.OfPages(), atLeast: 10);

    [Fact]
    public void TheProgramOfTheReadmeIsTheMnistExample()
    {
        var example = DocProgram.OfExamples().Single(p => p.File == "examples/mnist.cs").Code;
        DocProgram.OfPages().First(p => p.File == "README.md").Code.ShouldBe(example[example.IndexOf("using", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void AnExampleIsAFileThatRunsWithOptimisedLibraries()
    {
        using var folder = new TempFolder();
        var (code, output) = ChildProcess.Run("dotnet", ["build", Testing.Repository.Path("examples", "autograd.cs"), "-o", folder.Path]);
        code.ShouldBe(0, output);
        Directory.EnumerateFiles(folder.Path).Where(DocCompiler.IsFlint).Where(IsDebug).ShouldBeEmpty();
        (code, output) = ChildProcess.Run("dotnet", [folder["autograd.dll"]]);
        code.ShouldBe(0, output);
        output.ShouldContain("y = 1.990 x + 1.039");
    }

    [Theory]
    [InlineData("Hallo\n\n```csharp\nvar x = 1;\nConsole.WriteLine(x + y);\n```\n", "page.md(5): CS0103")]
    [InlineData("```csharp\nstring text = null;\nConsole.Write(text);\n```\n", "page.md(2): CS8600")]
    [InlineData("<!-- given: using System.Text; int x = 1; -->\n```csharp\nusing Flint;\n\nx += unknown;\n```\n", "page.md(5): CS0103")]
    [InlineData("```csharp\nsealed class A : B;\n```\n", "page.md(2): CS0246")]
    [InlineData("\n```csharp\nthrow new InvalidOperationException(\"thrown\");\n```\n", "thrown")]
    [InlineData("```csharp\nConsole.WriteLine(1 + 1);\n```\n\n```text\n3\n```\n", "page.md:2: the page says it prints\n3\nbut it printed\n2\n")]
    public void ABadBlockIsFound(string page, string problem)
    {
        runner.Problems(DocProgram.OfPage("page.md", page).ShouldHaveSingleItem()).ShouldHaveSingleItem().ShouldContain(problem);
    }

    void Run(DocProgram[] programs, int atLeast)
    {
        programs.Length.ShouldBeGreaterThanOrEqualTo(atLeast);
        programs.SelectMany(runner.Problems).ToArray().ShouldBeEmpty();
    }

    static bool IsDebug(string file)
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        try
        {
            return context.LoadFromStream(new MemoryStream(File.ReadAllBytes(file))).GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true;
        }
        finally
        {
            context.Unload();
        }
    }
}
