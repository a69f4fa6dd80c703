using System.Runtime.CompilerServices;

namespace Flint.Testing;

/// <summary>
/// One operation with fixed arguments: how to call it, what it must give, on what inputs. All tests of operations are
/// generated from these. An operation with several ways to call it has several rows.
/// </summary>
public sealed record OpRow
{
    OpRow(string name, string expression) => (Name, Expression) = (name, expression);

    /// <summary>The public method that the row covers, such as <c>Exp</c> or <c>op_Addition</c>.</summary>
    public string Name { get; }

    /// <summary>The source text of the call, which tells rows of one operation apart.</summary>
    public string Expression { get; }

    /// <summary>Other public methods that this row covers too: an operator beside its method.</summary>
    public string[] Covers { get; init; } = [];

    public Func<Tensor[], Tensor[]> Call { get; private init; } = null!;

    /// <summary>The same in double precision.</summary>
    public Func<NDArray[], NDArray[]> Reference { get; private init; } = null!;

    /// <summary>Lists of inputs, each one a call. Take in sizes of 0 and 1 where the operation allows them.</summary>
    public Input[][] Samples { get; init; } = [];

    /// <summary>Inputs big enough to be split between threads; null where the operation has no loop of its own.</summary>
    public Input[]? Large { get; init; }

    /// <summary>Tolerances for Float32 and Float64, relative to 1 + |expected|.</summary>
    public double Tolerance32 { get; init; } = 5e-6;
    public double Tolerance64 { get; init; } = 1e-11;

    /// <summary>The tolerance of a result: one rounding for the 16-bit types; what <paramref name="is64"/> Float64 alone makes is exact.</summary>
    public double Tolerance(DType result, bool is64) => result switch
    {
        DType.BFloat16 => Math.ScaleB(1, -8),
        DType.Float16 => Math.ScaleB(1, -11),
        DType.Float64 when is64 => Tolerance64,
        _ => Tolerance32,
    };

    /// <summary>False for operations with integer or Bool results, or without a useful derivative.</summary>
    public bool Differentiable { get; init; } = true;

    /// <summary>False for a differentiable operation that has no second derivative: asking for it is a typed error.</summary>
    public bool SecondOrder { get; init; } = true;

    /// <summary>The result's dtype from the dtypes of the inputs; null where a DTypeException is expected.</summary>
    public Func<DType[], DType?>? Result { get; init; }

    /// <summary>NaN, infinities, zeros of both signs and huge values give what the reference gives.</summary>
    public bool Specials { get; init; }

    /// <summary>The same change in place, on the first input, and the inputs it takes.</summary>
    public Action<Tensor[]>? InPlace { get; init; }

    /// <summary>Frozen cases <c>family:name</c> of tests/fixtures whose inputs, in order, are this row's.</summary>
    public string[] Fixtures { get; init; } = [];

    /// <summary>Wrong calls with the exact text of their error.</summary>
    public ErrorCase[] Errors { get; init; } = [];

    public string Label => Expression.StartsWith(Name, StringComparison.Ordinal) ? Expression : $"{Name}: {Expression}";

    public override string ToString() => Label;

    public static OpRow Unary(string name, Func<Tensor, Tensor> call, Func<NDArray, NDArray> reference, Input[] inputs,
        [CallerArgumentExpression(nameof(call))] string expression = "") => new(name, expression)
        {
            Call = x => [call(x[0])],
            Reference = x => [reference(x[0])],
            Samples = [.. inputs.Select(input => new[] { input })],
        };

    public static OpRow Binary(string name, Func<Tensor, Tensor, Tensor> call, Func<NDArray, NDArray, NDArray> reference, Input[][] inputs,
        [CallerArgumentExpression(nameof(call))] string expression = "") => new(name, expression)
        {
            Call = x => [call(x[0], x[1])],
            Reference = x => [reference(x[0], x[1])],
            Samples = inputs,
        };

    public static OpRow Ternary(string name, Func<Tensor, Tensor, Tensor, Tensor> call, Func<NDArray, NDArray, NDArray, NDArray> reference,
        Input[][] inputs, [CallerArgumentExpression(nameof(call))] string expression = "") => new(name, expression)
        {
            Call = x => [call(x[0], x[1], x[2])],
            Reference = x => [reference(x[0], x[1], x[2])],
            Samples = inputs,
        };

    /// <summary>Any number of inputs and results.</summary>
    public static OpRow Many(string name, Func<Tensor[], Tensor[]> call, Func<NDArray[], NDArray[]> reference, Input[][] inputs,
        [CallerArgumentExpression(nameof(call))] string expression = "") => new(name, expression)
        {
            Call = call,
            Reference = reference,
            Samples = inputs,
        };

    /// <summary>A function of single numbers: shapes from scalar to empty and broadcasting reference come by themselves.</summary>
    public static OpRow Map(string name, Func<Tensor, Tensor> call, Func<double, double> reference, double low = -2, double high = 2,
        double[]? kinks = null, [CallerArgumentExpression(nameof(call))] string expression = "") =>
        Unary(name, call, x => x.Map(reference),
            [.. MapShapes.Select(shape => new Input(shape, low, high) { Kinks = kinks ?? [] })], expression) with
        {
            Large = [new([100_003], low, high) { Kinks = kinks ?? [] }],
            Specials = true,
            Result = DTypeRules.Floating,
        };

    /// <summary>A function of pairs of numbers, broadcast.</summary>
    public static OpRow Zip(string name, Func<Tensor, Tensor, Tensor> call, Func<double, double, double> reference, double low = -2,
        double high = 2, double[]? kinks = null, [CallerArgumentExpression(nameof(call))] string expression = "") =>
        Binary(name, call, (a, b) => a.Zip(b, reference),
            [.. ZipShapes.Select(shapes => shapes.Select(shape => new Input(shape, low, high) { Kinks = kinks ?? [] }).ToArray())], expression) with
        {
            Large = [new([17, 5003], low, high) { Kinks = kinks ?? [] }, new([17, 1], low, high) { Kinks = kinks ?? [] }],
            Specials = true,
            Result = DTypeRules.Promoted,
        };

    static readonly int[][] MapShapes = [[], [1], [7], [67], [3, 0, 2], [2, 1, 5], [3, 4, 5]];

    static readonly int[][][] ZipShapes =
        [[[], []], [[67], [67]], [[3, 1, 5], [4, 1]], [[2, 3], []], [[1], [2, 3]], [[0, 3], [1, 3]], [[5, 0], [1]], [[4, 35], [4, 1]]];
}

/// <summary>A wrong call and the exact text of the error that must come.</summary>
public sealed record ErrorCase(Action Call, Type Error, string Message)
{
    public static ErrorCase Of<TError>(string message, Func<object?> call) where TError : Exception => new(() => call(), typeof(TError), message);
}

/// <summary>What dtype an operation gives for what inputs.</summary>
public static class DTypeRules
{
    /// <summary>The common dtype of the inputs.</summary>
    public static readonly Func<DType[], DType?> Promoted = inputs => inputs.Aggregate(DTypes.Promote);

    /// <summary>The common dtype where that is floating, else Float32.</summary>
    public static readonly Func<DType[], DType?> Floating = inputs =>
        inputs.Aggregate(DTypes.Promote) is { IsFloating: true } type ? type : DType.Float32;

    /// <summary>Floating inputs only.</summary>
    public static readonly Func<DType[], DType?> FloatingOnly = inputs =>
        inputs.Aggregate(DTypes.Promote) is { IsFloating: true } type ? type : null;

    /// <summary>Sums: Bool and integers give Int64.</summary>
    public static readonly Func<DType[], DType?> Summed = inputs =>
        inputs.Aggregate(DTypes.Promote) is { IsFloating: true } type ? type : DType.Int64;

    public static readonly Func<DType[], DType?> Bool = _ => DType.Bool;
    public static readonly Func<DType[], DType?> Int64 = _ => DType.Int64;

    /// <summary>As <paramref name="rule"/>, but the named dtypes are refused.</summary>
    public static Func<DType[], DType?> Except(this Func<DType[], DType?> rule, params DType[] refused) =>
        inputs => refused.Contains(inputs.Aggregate(DTypes.Promote)) ? null : rule(inputs);
}
