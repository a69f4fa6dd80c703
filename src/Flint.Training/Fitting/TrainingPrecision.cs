namespace Flint.Training;

/// <summary>In what a model's weights and activations are stored; arithmetic is always in Float32 or better.</summary>
public enum TrainingPrecision
{
    /// <summary>As the model was made: nothing is converted.</summary>
    Full,

    /// <summary>BFloat16 with Float32 master weights: half the memory of weights and activations, the range of Float32.</summary>
    BFloat16,

    /// <summary>Float16 with Float32 master weights and a scaled loss (<see cref="Optim.GradScaler"/>): finer steps than BFloat16, a small range.</summary>
    Float16,
}
