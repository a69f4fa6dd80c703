using System.Text.Json;
using System.Text.Json.Serialization;
using Flint.Data;
using Flint.IO;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A network that forecasts a series.</summary>
public sealed class Forecaster : TrainedModel
{
    readonly SeriesTask task;
    readonly ForecasterState state;
    readonly Network network;

    internal Forecaster(RunFolder folder, string weights) : base(folder)
    {
        task = SeriesTask.Find(folder.Config.Arguments.Data);
        state = JsonSerializer.Deserialize(File.ReadAllText(StateFile(folder)), ForecasterJson.Default.ForecasterState)!;
        network = Forecast.Model(state.Model, task);
        network.Module.Load(weights);
        network.Module.Eval();
    }

    /// <summary>Keeps which network was the best, and what its inputs go through.</summary>
    internal static void Save(RunFolder folder, string model, LevelScaling scaling) =>
        AtomicFile.Write(StateFile(folder), JsonSerializer.Serialize(new(model, scaling), ForecasterJson.Default.ForecasterState));

    /// <summary>
    /// The errors on the test part in the unit of the series; the loss is the mean squared error of what the network gives, which is relative to the
    /// variance of the training part.
    /// </summary>
    public override Evaluation Evaluate(string? data = null, CancellationToken cancel = default)
    {
        var file = data is null || data == task.Name ? DataFolders.FindFile("timeseries", task.File) : data;
        var windows = new Windows(task.Read(file), task, state.Scaling);
        var loss = Forecast.Training(network, Folder.Config.Arguments, stepsPerEpoch: 1).Evaluate(new DataLoader(windows.Test, batchSize: 1024), cancel);
        var (mae, rmse) = Forecast.Errors(Forecast.Outputs(network, windows), windows.Answers());
        return loss with { Metrics = [mae, rmse] };
    }

    /// <summary>What follows the last value of a CSV file with the column of the training data.</summary>
    /// <exception cref="ShapeException">It has fewer values than the network sees.</exception>
    public override IReadOnlyList<Prediction> Predict(string path)
    {
        var values = task.Read(path);
        if (values.Length < task.Past) throw new ShapeException($"'{path}' has {values.Length} values, but the network forecasts from {task.Past}.");
        var input = new float[task.Past];
        state.Scaling.Apply(values.AsSpan(values.Length - task.Past), values[^1], input);
        using var _ = new NoGrad();
        var output = network.Forward(Tensor.From(input, [1, task.Past]));
        return [new ForecastPrediction(path, task.Unit, state.Scaling.Restore(output.ToArray<float>(), values[^1]))];
    }

    static string StateFile(RunFolder folder) => folder.File("forecaster.json");
}

sealed record ForecasterState(string Model, LevelScaling Scaling);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ForecasterState))]
sealed partial class ForecasterJson : JsonSerializerContext;
