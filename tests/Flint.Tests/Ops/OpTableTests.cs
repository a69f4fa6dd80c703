using System.Reflection;
using System.Runtime.CompilerServices;
using Flint.Testing;

namespace Flint.Tests.Ops;

/// <summary>The table is complete: every public operation on tensors has a row.</summary>
public sealed class OpTableTests
{
    /// <summary>Public members that return a tensor but compute nothing from its values; tested by hand beside Tensor and Tape.</summary>
    static readonly HashSet<string> Exempt =
    [
        "Zeros", "Ones", "Full", "Empty", "Arange", "Linspace", "Eye", "From", "Scalar", "Rand", "Randn", "RandInt", "Permutation",
        "Bernoulli", "Uniform", "Normal", "Exponential", "Geometric", "Logspace", "RandLike", "RandIntLike", "RandNLike", "ZerosLike", "OnesLike", "FullLike", "EmptyLike",
        "Detach", "RequireGrad", "WithGrad", "Record", "Fill", "CopyFrom", "Clone", "Contiguous", "op_Implicit", "get_Grad", "get_Item", "To",
        // Ways to run a body; every element-wise row goes through them.
        "Unary", "Binary", "Compare", "Test",
    ];

    [Fact]
    public void EveryPublicOperationHasARow()
    {
        var covered = OpTable.Rows.SelectMany(row => row.Covers.Append(row.Name)).ToHashSet();
        var missing = Operations().Where(name => !covered.Contains(name) && !Exempt.Contains(name)).Distinct().Order().ToArray();
        missing.ShouldBeEmpty("operations without a row in tests/Flint.Testing/Rows (CONTRIBUTING.md says how to add one)");
    }

    [Fact]
    public void EveryRowNamesAPublicOperation()
    {
        var operations = Operations().ToHashSet();
        OpTable.Rows.SelectMany(row => row.Covers.Append(row.Name)).Where(name => !operations.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void AWrongReferenceIsNoticed()
    {
        var wrong = OpRow.Map("Identity", x => x, x => x * (1 + 1e-4));
        Should.Throw<ShouldAssertException>(() => OpValueTests.Check(wrong, wrong.Samples[^1], DType.Float32, Placement.Contiguous))
            .Message.ShouldContain("of 60 elements are off");
    }

    /// <summary>Static methods of public static classes that take a tensor first, and methods of Tensor; those that return tensors.</summary>
    static IEnumerable<string> Operations() =>
        from type in typeof(Tensor).Assembly.GetExportedTypes()
        where type == typeof(Tensor) || (type.IsAbstract && type.IsSealed && type.Namespace is "Flint" or "Flint.NN" && type != typeof(Tape) && type.Name is not ("Elementwise" or "Init" or "Autograd" or "Checkpointing" or "PerSample"))
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where GivesTensors(method.ReturnType) && (!method.IsStatic || method.GetParameters() is [var first, ..] && (TakesTensors(first.ParameterType)
            || first.ParameterType == typeof(string) && method.GetParameters().Any(p => TakesTensors(p.ParameterType))))
        select method.Name;

    static bool TakesTensors(Type type) => type == typeof(Tensor) || (type.IsGenericType && type.GetGenericArguments()[0] == typeof(Tensor))
        || type == typeof(Tensor[]);

    static bool GivesTensors(Type type) => TakesTensors(type)
        || (type.IsAssignableTo(typeof(ITuple)) && type.GetGenericArguments().Contains(typeof(Tensor)));
}
