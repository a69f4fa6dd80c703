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

    /// <summary>How they are moved.</summary>
    internal Traffic Traffic { get; init; }

    /// <summary>Exponentials that a step takes; 0 where they are a minor part.</summary>
    internal double Exps { get; init; }

    /// <summary>Error functions that a step takes.</summary>
    internal double Erfs { get; init; }

    /// <summary>A step of a whole network; else it is one operation.</summary>
    internal bool IsNetwork => Parameters > 0;

    /// <summary>The loss that was read last.</summary>
    internal Func<double?> Loss { get; init; } = () => null;

    /// <summary>More fields for the line of JSON.</summary>
    internal Func<IEnumerable<(string Name, double Value)>> Extra { get; init; } = () => [];

    /// <summary>Runs an operation of nominal work: in inference mode, its result's memory warm for the next call, or with the tape on, as in training.</summary>
    internal static Workload Kernel(
        Action call, double flops = 0, double bytes = 0, Traffic traffic = Traffic.Copied, double exps = 0, double erfs = 0, bool isRecording = false) => new(_ =>
    {
        using IDisposable mode = isRecording ? new EnableGrad() : new InferenceMode();
        call();
        Memory.StepBoundary();
    })
    { Unit = "calls", Flops = flops, Bytes = bytes, Traffic = traffic, Exps = exps, Erfs = erfs };
}

/// <summary>How bytes are moved, which decides how fast they can be.</summary>
enum Traffic
{
    /// <summary>About as many are written as read.</summary>
    Copied,

    /// <summary>Nearly all are read.</summary>
    Read,
}
