using Flint.Optim;

namespace Flint.Training;

public sealed partial class Trainer
{
    GradScaler? scaler;

    /// <summary>
    /// In 16 bits the model and floating inputs are converted, outputs go to the loss (and metrics) as Float32, and the optimiser keeps
    /// <see cref="Optimizer.MasterWeights"/>. With Float16 the loss is scaled, and a step whose gradients overflow is left out.
    /// </summary>
    /// <exception cref="InvalidOperationException">The optimiser has stepped already.</exception>
    public TrainingPrecision Precision
    {
        get;
        init
        {
            field = value;
            if (value == TrainingPrecision.Full) return;
            Optimizer.MasterWeights = true;
            Model.To(Stored);
            if (value == TrainingPrecision.Float16) scaler ??= new();
        }
    }

    /// <summary>Scales the loss where <see cref="Precision"/> is Float16; set it to start from another scale.</summary>
    public GradScaler? Scaler
    {
        get => scaler;
        init => scaler = value;
    }

    DType Stored => Precision == TrainingPrecision.BFloat16 ? DType.BFloat16 : DType.Float16;

    Tensor Forward(Tensor inputs)
    {
        if (Precision == TrainingPrecision.Full) return forward(inputs);
        return forward(inputs.DType.IsFloating ? inputs.To(Stored) : inputs).To(DType.Float32);
    }

    void UpdateWeights()
    {
        if (scaler is null)
        {
            Optimizer.Step();
            return;
        }
        scaler.Step(Optimizer);
        scaler.Update();
    }
}
