using Flint.Data;
using Flint.Optim;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>Trains a generative model step by step, and measures it by its losses on other images and by the scorer.</summary>
/// <param name="model">What is trained.</param>
/// <param name="normalization">How its images are normalised.</param>
/// <param name="scorer">Made when it is first needed.</param>
sealed class GenerativeStep(GenerativeModel model, Normalization normalization, Func<CancellationToken, Scorer> scorer) : ITrainingStep
{
    // Noise that losses draw on validation data: the same each time, so that epochs compare.
    const int Seed = 2;

    public IReadOnlyList<Optimizer> Optimizers => model.Optimizers;

    public (double Loss, Tensor Outputs) Train(Batch batch)
    {
        var losses = model.Step(batch.Inputs);
        return (losses[0].Item<double>(), Tensor.Stack(losses).Detach());
    }

    public Evaluation Evaluate(IEnumerable<Batch> data, CancellationToken cancel)
    {
        var (before, mode) = (Random.Generator.State, model.IsTraining);
        using var noGrad = new NoGrad();
        model.Eval();
        try
        {
            Random.Seed(Seed);
            var (mean, parts) = (new MeanLoss(), PartLoss.Of(model.LossNames));
            foreach (var (images, labels) in data)
            {
                cancel.ThrowIfCancellationRequested();
                var losses = model.Losses(images);
                mean.Add(losses[0].Item<double>(), images.Size(0));
                foreach (var part in parts) part.Add(Tensor.Stack(losses), labels);
            }
            var judge = scorer(cancel);
            return new(mean.Value, [.. parts, judge.Distance(model.Sample, normalization, cancel), judge.Floor], mean.Samples);
        }
        finally
        {
            model.Train(mode);
            Random.Generator.State = before;
        }
    }
}
