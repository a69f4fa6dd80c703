using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flint.Cli.Tests.Repository;

/// <summary>Compiles a program against the libraries under test, with the settings of the repository.</summary>
static class DocCompiler
{
    static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;", Language);

    static readonly MetadataReference[] Libraries =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetDirectoryName(file) == Path.GetDirectoryName(typeof(object).Assembly.Location) || IsFlint(file))
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    internal static bool IsFlint(string file) => Path.GetFileName(file) is var name && name.StartsWith("Flint", StringComparison.Ordinal)
        && name.EndsWith(".dll", StringComparison.Ordinal) && !name.Contains("Test", StringComparison.Ordinal);

    /// <summary>Writes the program to <paramref name="assembly"/>.</summary>
    /// <returns>Errors and warnings with file and line, and whether it has statements to run.</returns>
    internal static (string[] Problems, bool Runs) Compile(DocProgram program, string assembly)
    {
        var tree = CSharpSyntaxTree.ParseText(program.Text, Language);
        var runs = tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();
        var options = new CSharpCompilationOptions(runs ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release);
        var compilation = CSharpCompilation.Create(Path.GetFileNameWithoutExtension(assembly), [ImplicitUsings, tree], Libraries, options);
        using var file = File.Create(assembly);
        var problems = compilation.Emit(file).Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => Describe(d, program));
        return ([.. problems], runs);
    }

    static string Describe(Diagnostic diagnostic, DocProgram program)
    {
        var at = diagnostic.Location.GetMappedLineSpan();
        return $"{program.File}({at.StartLinePosition.Line + 1}): {diagnostic.Id} {diagnostic.GetMessage(null)}";
    }
}
