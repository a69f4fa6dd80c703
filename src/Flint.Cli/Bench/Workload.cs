using Flint.NN;

namespace Flint.Cli.Bench;

/// <summary>A step to be timed, and what is known of it.</summary>
/// <param name="Step">Does step number i.</param>
sealed record Workload(Action<int> Step)
{
    /// <summary>Samples (or calls, for kernels) per step.</summary>
    internal int Samples { get; init; } = 1;

    /// <summary>What a sample is called.</summary>
    internal string Unit { get; init; } = "samples";

    /// <summary>Numbers that the model has; 0 for kernels.</summary>
    internal long Parameters { get; init; }

    /// <summary>Nominal floating-point operations of a step; 0 where not stated.</summary>
    internal double Flops { get; init; }

    /// <summary>Nominal bytes moved by a step; 0 where not stated.</summary>
    internal double Bytes { get; init; }

    /// <summary>The loss that was read last.</summary>
    internal Func<double?> Loss { get; init; } = () => null;

    /// <summary>More fields for the line of JSON.</summary>
    internal Func<IEnumerable<(string Name, double Value)>> Extra { get; init; } = () => [];

    /// <summary>Runs an operation of nominal work without recording it.</summary>
    internal static Workload Kernel(Action call, double flops = 0, double bytes = 0) => new(_ =>
    {
        using var noGrad = new NoGrad();
        call();
        Memory.StepBoundary();
    })
    { Unit = "calls", Flops = flops, Bytes = bytes };
}
