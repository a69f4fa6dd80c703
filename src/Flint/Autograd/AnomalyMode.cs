using System.Diagnostics;

namespace Flint;

/// <summary>
/// Finds where NaN comes from: while alive, the first recorded operation whose result, or whose gradient in a backward pass, holds a
/// NaN throws an <see cref="AutogradException"/> that names the operation and the line of the program that called it
/// (torch.autograd.detect_anomaly). For debugging: every recorded operation notes its caller, every result is read once more.
/// </summary>
/// <remarks>
/// It belongs to the thread that made it, as <see cref="NoGrad"/>. Have it around the forward code too, or a gradient's operation is not
/// known. Lines need the program's debug symbols, and in optimised code may be those of the statement before. Code that records nothing
/// is not watched. Costs nothing when there is none.
/// </remarks>
public sealed class AnomalyMode : IDisposable
{
    static int open;
    [ThreadStatic] static int here;

    readonly int thread = Environment.CurrentManagedThreadId;
    bool ended;

    /// <summary>Watches this thread's operations.</summary>
    public AnomalyMode()
    {
        here++;
        Interlocked.Increment(ref open);
    }

    internal static bool IsOn => open > 0 && here > 0;

    /// <summary>Stops watching.</summary>
    /// <exception cref="InvalidOperationException">This is another thread than the one that made it.</exception>
    public void Dispose()
    {
        if (ended) return;
        if (thread != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException("An AnomalyMode must end on the thread that it was made on, and this is another: let no `await` come between.");
        ended = true;
        here--;
        Interlocked.Decrement(ref open);
    }

    /// <summary>Notes who recorded the operation.</summary>
    /// <exception cref="AutogradException">Its result holds a NaN.</exception>
    internal static void Note(Node node, Tensor output)
    {
        var origin = Origin(node);
        (node.Notes ??= new()).Origin = origin;
        if (HasNan(output)) throw new AutogradException($"The result of {origin} holds NaN, in a tensor of shape {output.Shape}.");
    }

    /// <exception cref="AutogradException">The gradient holds a NaN.</exception>
    internal static void Require(Tensor gradient, Node node)
    {
        if (HasNan(gradient))
            throw new AutogradException(
                $"The gradient of {node.Notes?.Origin ?? "an operation that was recorded outside of the AnomalyMode (open it before the forward code to know which)"} holds NaN, in a tensor of shape {gradient.Shape}.");
    }

    static bool HasNan(Tensor x) => x.DType.IsFloating && x.Detach().IsNan().Any().Item<bool>();

    /// <summary>The operation by its rule, which no inlining hides, and the nearest method outside of Flint on the stack.</summary>
    static string Origin(Node node)
    {
        var own = typeof(Node).Assembly.FullName;
        var operation = node is OperationNode { Rule: { } rule } ? Operation(rule) : "";
        foreach (var frame in new StackTrace(fNeedFileInfo: true).GetFrames())
        {
            if (DiagnosticMethodInfo.Create(frame) is not { DeclaringTypeName: { } declaring } method) continue;
            if (method.DeclaringAssemblyName == own || method.DeclaringAssemblyName.StartsWith("System", StringComparison.Ordinal)) continue;
            var caller = Name(declaring, method.Name) + (frame.GetFileName() is { } file ? $" ({file}:{frame.GetFileLineNumber()})" : "");
            return operation.Length == 0 ? caller : $"{operation}, called by {caller},";
        }
        return operation;
    }

    /// <summary>Log for a rule written in LogOps, or made by Elementwise for its body; empty for a rule outside of Flint.</summary>
    static string Operation(Delegate rule)
    {
        var type = rule.Target?.GetType() is { IsGenericType: true } closure ? closure.GetGenericArguments()[0] : rule.Method.DeclaringType;
        if (type?.Assembly != typeof(Node).Assembly) return "";
        while (type is { DeclaringType: { } outer }) type = outer;
        return type.Name.EndsWith("Ops", StringComparison.Ordinal) ? type.Name[..^3] : type.Name;
    }

    /// <summary>Lambdas and local functions are named after the method around them.</summary>
    static string Name(string type, string method)
    {
        if (method.LastIndexOf('<') is >= 0 and var start && method.IndexOf('>', start) is > 0 and var end && end > start + 1) method = method[(start + 1)..end];
        return $"{Outer(type)[(Outer(type).LastIndexOf('.') + 1)..]}.{method}";
    }

    static string Outer(string type) => type.IndexOf("+<", StringComparison.Ordinal) is >= 0 and var at ? type[..at] : type;
}
