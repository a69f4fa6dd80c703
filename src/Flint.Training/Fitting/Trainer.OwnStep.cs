using Flint.Data;
using Flint.NN;

namespace Flint.Training;

public sealed partial class Trainer
{
    readonly ITrainingStep? own;

    /// <summary>Trains by steps of your own, with everything around them: epochs, metrics, callbacks, checkpoints, <see cref="Schedule"/>.</summary>
    /// <param name="model">What is trained and saved: a module that holds all networks.</param>
    /// <param name="step">Trains on a batch, and measures. Clipping and precision are its own affair.</param>
    public Trainer(Module model, ITrainingStep step)
        : this(model, null!, null!, step.Optimizers[0]) => own = step; // neither forward pass nor loss is used where there is a step

    (double Loss, Tensor Outputs) OwnStep(ITrainingStep step, Batch batch)
    {
        if (ClipNorm is not null || ClipValue is not null || Precision != TrainingPrecision.Full)
            throw new InvalidOperationException($"ClipNorm, ClipValue and Precision are for the Trainer's own steps: {step.GetType().Name} has to clip or convert itself.");
        var result = step.Train(batch);
        if (!double.IsFinite(result.Loss)) throw NonFinite("loss", result.Loss, batch, "The weights have taken this step: go on from the last checkpoint.");
        Schedule?.Step();
        Step++;
        return result;
    }
}
