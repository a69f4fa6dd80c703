using System.Globalization;
using Flint.Data;
using Flint.Imaging;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>
/// Draws, after each epoch, samples-epoch-NN.png (the same noise each time), reconstructions-epoch-NN.png where the model can, and the curves
/// of the losses and of the Fréchet distance as .svg and .png.
/// </summary>
sealed class GenerativePictures(RunFolder run, GenerativeModel model, Normalization normalization, DataLoader test, double floor) : Callback
{
    const int Count = 64, Seed = 3;

    public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation)
    {
        using var noGrad = new NoGrad();
        model.Eval();
        var title = string.Create(CultureInfo.InvariantCulture, $"epoch {report.Epoch}, Frechet distance {report.Metrics["frechet_distance"]:g4}");
        Save("samples", model.Sample(Count, new Generator(Seed)), title, report.Epoch);
        test.State = default;
        var images = test.First().Inputs;
        images = images[..Math.Min(Count / 2, images.Size(0))];
        if (model.Reconstruct(images) is { } made) Save("reconstructions", Paired(images, made), "test images, each before its reconstruction", report.Epoch);
        model.Train();
        Curves(trainer.History);
    }

    void Save(string name, Tensor images, string title, int epoch) => Pictures.Grid(images, normalization, title).Save(run.File($"{name}-epoch-{epoch:d2}.png"));

    // Each image beside what was made of it.
    static Tensor Paired(Tensor images, Tensor made) => Tensor.Stack([images, made], 1).Flatten(0, 1);

    void Curves(IReadOnlyList<EpochReport> history)
    {
        var epochs = history.Select(r => (double)r.Epoch).ToArray();
        IEnumerable<string> parts = history[0].Metrics.Keys.Where(k => !k.StartsWith("frechet", StringComparison.Ordinal));
        Draw("loss", [.. parts.Any()
            ? parts.Select(Curve)
            : [Series("training", r => r.TrainLoss), Series("test", r => r.ValLoss ?? double.NaN)]]);
        Draw("frechet_distance", [Curve("frechet_distance"), Series("between real images", _ => floor)], low: 0);

        LineSeries Curve(string name) => Series(name, r => r.Metrics[name]);
        LineSeries Series(string name, Func<EpochReport, double> value) => new(name, epochs, [.. history.Select(value)]) { HasDots = history.Count < 60 };
        void Draw(string name, LineSeries[] series, double? low = null) =>
            new LineChart { Title = $"{run.Config.Recipe}: {name}", XLabel = "epoch", YLabel = name, YMin = low, Series = series }.SaveBoth(run.File(name));
    }
}
