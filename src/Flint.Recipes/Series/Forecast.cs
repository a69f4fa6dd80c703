using System.Globalization;
using Flint.Data;
using Flint.Imaging;
using Flint.NN;
using Flint.Optim;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>What comes next in a series: a perceptron and a convolutional network against the naive forecasts.</summary>
public sealed class Forecast : Study<Windows>
{
    /// <inheritdoc/>
    public override string Name => "forecast";

    /// <inheritdoc/>
    public override string Summary => "perceptron and convolutional forecasters of a transformer's oil temperature, against naive forecasts";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 12, BatchSize: 64, Lr: 0.001, Seed: 1, Data: "etth1");

    // Data: hourly values of two years, 96 seen, 24 to be forecast. Also airline-passengers, daily-min-temperatures.

    /// <inheritdoc/>
    protected override Windows Load(string source)
    {
        var task = SeriesTask.Find(source);
        return new(task.Read(DataFolders.FindFile("timeseries", task.File)), task);
    }

    // Models: both see the past of the series relative to its last value.

    /// <summary>past-64 ReLU, dropout 0.2, 64-64 ReLU, 64-horizon.</summary>
    public sealed class Mlp(int past, int horizon) : Module, ILayer
    {
        readonly Linear fc1 = new(past, 64), fc2 = new(64, 64), fc3 = new(64, horizon);
        readonly Dropout dropout = new(0.2);

        /// <inheritdoc/>
        public Tensor Forward(Tensor x) => fc3.Forward(fc2.Forward(dropout.Forward(fc1.Forward(x).Relu())).Relu());
    }

    /// <summary>Two convolutions along time, 16 channels wide, then linear to the horizon.</summary>
    public sealed class Cnn(int past, int horizon) : Module, ILayer
    {
        readonly Conv2d conv1 = new(1, 16, kernel: (1, 5), padding: (0, 2)), conv2 = new(16, 16, kernel: (1, 5), padding: (0, 2));
        readonly Dropout dropout = new(0.2);
        readonly Linear fc = new(16 * (past / 2), horizon);

        /// <inheritdoc/>
        public Tensor Forward(Tensor x)
        {
            x = x.Reshape(-1, 1, 1, x.Size(1));                              // [N, 1, 1, past]
            x = conv1.Forward(x).Relu().MaxPool2d((1, 2));                   // [N, 16, 1, past / 2]
            return fc.Forward(dropout.Forward(conv2.Forward(x).Relu().Flatten(1)));
        }
    }

    static readonly string[] Models = ["mlp", "cnn"];

    internal static Network Model(string name, SeriesTask task) =>
        name == "mlp" ? Network.Of(new Mlp(task.Past, task.Horizon), 0) : Network.Of(new Cnn(task.Past, task.Horizon), 0);

    /// <inheritdoc/>
    protected override ModelInfo Describe(Windows data) => new("Mlp, Cnn", 0, 0);

    internal static Trainer Training(Network network, RunArguments arguments, int stepsPerEpoch)
    {
        var optimizer = new AdamW(network.Module.Parameters(), lr: arguments.Lr, weightDecay: 0.01);
        return new(network.Module, network.Forward, Loss.Mse, optimizer)
        {
            Schedule = new CosineAnnealingLr(optimizer, tMax: arguments.Epochs * stepsPerEpoch),
        };
    }

    /// <inheritdoc/>
    public override TrainedModel Open(RunFolder folder, string weights) => new Forecaster(folder, weights);

    // Study: both networks, chosen by the validation part, and the two naive forecasts, all measured on the test part.

    /// <inheritdoc/>
    protected override RunResult Run(StudyRun run, Windows data)
    {
        run.PartCount = Models.Length;
        var (task, answers) = (data.Task, data.Answers());
        var validation = new DataLoader(data.Validation, batchSize: 1024);
        List<(string Name, double[][] Values)> forecasts = [("naive", data.Naive()), ("seasonal naive", data.SeasonalNaive())];
        List<StudyPart> parts = [];
        foreach (var name in Models)
        {
            Random.Seed(run.Arguments.Seed);
            var network = Model(name, task);
            var train = new DataLoader(data.Train, run.Arguments.BatchSize, shuffle: true, seed: run.Arguments.Seed);
            parts.Add(run.Fit(name, Training(network, run.Arguments, train.Count * task.EpochFactor), train, validation, run.Arguments.Epochs * task.EpochFactor));
            forecasts.Add((name, Outputs(network, data)));
        }
        var best = parts.MinBy(p => p.Evaluation.Loss)!;
        File.Copy(best.Weights, run.Folder.BestFile, overwrite: true);
        Forecaster.Save(run.Folder, best.Name, data.Scaling);

        var errors = forecasts.ToDictionary(f => f.Name, f => Errors(f.Values, answers));
        Draw(run, parts);
        Draw(run, task, answers, forecasts);
        var headline = string.Create(CultureInfo.InvariantCulture,
            $"test MAE {errors[best.Name].Mae.Text} by the {best.Name} (naive {errors["naive"].Mae.Text}, seasonal naive {errors["seasonal naive"].Mae.Text}; {task.Horizon} steps ahead, {answers.Length:N0} windows)");
        var figures = new Dictionary<string, double>
        {
            ["mae"] = errors[best.Name].Mae.Value,
            ["rmse"] = errors[best.Name].Rmse.Value,
            ["naive_mae"] = errors["naive"].Mae.Value,
            ["seasonal_naive_mae"] = errors["seasonal naive"].Mae.Value,
        };
        return new(run.Folder.Path, headline, figures, Tables: [Compared(task, errors)]);
    }

    /// <summary>What a network forecasts for the test windows, in the unit of the series.</summary>
    internal static double[][] Outputs(Network network, Windows data)
    {
        network.Module.Eval();
        using var _ = new NoGrad();
        return data.Restore(network.Forward(data.Test.Inputs));
    }

    /// <summary>Mean absolute and root mean squared error over all steps of all windows, in the unit of the series.</summary>
    internal static (MeanAbsoluteError Mae, RootMeanSquaredError Rmse) Errors(double[][] forecast, double[][] answers)
    {
        var (mae, rmse) = (new MeanAbsoluteError(), new RootMeanSquaredError());
        var (y, t) = (Tensor.From<double>([.. forecast.SelectMany(f => f)]), Tensor.From<double>([.. answers.SelectMany(a => a)]));
        mae.Add(y, t);
        rmse.Add(y, t);
        return (mae, rmse);
    }

    static ResultTable Compared(SeriesTask task, Dictionary<string, (MeanAbsoluteError Mae, RootMeanSquaredError Rmse)> errors) => new(
        $"{task.Unit}, {task.Horizon} steps ahead, on the test part", ["forecast", "MAE", "RMSE", "MAE / naive"],
        [.. errors.Select(e => (string[])[e.Key, e.Value.Mae.Text, e.Value.Rmse.Text, (e.Value.Mae.Value / errors["naive"].Mae.Value).ToString("g4", CultureInfo.InvariantCulture)])]);

    static void Draw(StudyRun run, List<StudyPart> parts) => new ChartGrid
    {
        Charts = [.. parts.Select(p => new LineChart
        {
            Title = p.Name,
            XLabel = "epoch",
            YLabel = "mean squared error, scaled",
            Series =
            [
                new("training", [.. p.History.Select(r => (double)r.Epoch)], [.. p.History.Select(r => r.TrainLoss)]) { HasDots = p.History.Count < 50 },
                new("validation", [.. p.History.Select(r => (double)r.Epoch)], [.. p.History.Select(r => r.ValLoss!.Value)]) { HasDots = p.History.Count < 50 },
            ],
        })],
    }.SaveBoth(run.Folder.File("loss"));

    // Windows of the test part, evenly spread.
    static void Draw(StudyRun run, SeriesTask task, double[][] answers, List<(string Name, double[][] Values)> forecasts) => new ChartGrid
    {
        Title = $"{task.Name}: {task.Unit}, forecasts of the test part",
        Charts = [.. Enumerable.Range(0, 6).Select(i => i * (answers.Length - 1) / 5).Select(w => new LineChart
        {
            XLabel = "steps ahead",
            YLabel = task.Unit,
            Width = 420,
            Height = 300,
            Series = [.. forecasts.Prepend(("what came", answers)).Select(f => new LineSeries(f.Item1, [.. Enumerable.Range(1, task.Horizon).Select(h => (double)h)], f.Item2[w]))],
        })],
    }.SaveBoth(run.Folder.File("forecast"));
}
