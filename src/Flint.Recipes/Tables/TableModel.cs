using Flint.Data;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>A classifier of the rows of a table, with what its columns go through.</summary>
public sealed class TableModel : TrainedModel
{
    readonly TablePipeline pipeline;
    readonly TitanicMlp.Mlp net;

    internal TableModel(RunFolder folder, string weights) : base(folder)
    {
        pipeline = TablePipeline.FromJson(File.ReadAllText(ColumnsFile(folder)));
        net = new(pipeline.FeatureNames.Count, folder.Config.Labels.Count);
        net.Load(weights);
        net.Eval();
    }

    /// <summary>Where what the columns go through is kept.</summary>
    internal static string ColumnsFile(RunFolder folder) => folder.File("columns.json");

    /// <summary>Measures it on the rows held out, or on all rows of other data.</summary>
    /// <param name="source">Name or file; null for the data of the run.</param>
    /// <param name="cancel">Stops between batches.</param>
    /// <exception cref="TableException">The other data have other classes or columns.</exception>
    public override Evaluation Evaluate(string? source = null, CancellationToken cancel = default)
    {
        var own = Folder.Config.Arguments.Data;
        var data = TableData.Load(TableTask.Find(source ?? own));
        if (!data.Labels.SequenceEqual(Folder.Config.Labels))
            throw new TableException($"'{source}' has the classes {string.Join(", ", data.Labels)}, but the model tells {string.Join(", ", Folder.Config.Labels)} apart.");
        int[] rows = source is null || source == own ? TitanicMlp.TestPart(data).Test : [.. Enumerable.Range(0, data.Features.RowCount)];
        var examples = new TensorDataset(pipeline.Transform(data.Features.Take(rows)), data.Targets(rows));
        return TitanicMlp.Training(net, Folder.Config.Arguments, Folder.Config.Labels.Count).Evaluate(new DataLoader(examples, batchSize: 1024), cancel);
    }

    /// <summary>The class of each row of a CSV file that has the columns of the training data.</summary>
    public override IReadOnlyList<Prediction> Predict(string path)
    {
        var task = TableTask.All.FirstOrDefault(t => t.Name == Folder.Config.Arguments.Data) ?? new(path, path, null, new());
        var table = TableData.Read(task, path, hasTarget: false);
        using var _ = new NoGrad();
        return ClassPrediction.Of(net.Forward(pipeline.Transform(table)), Folder.Config.Labels, row => $"{path}, row {row + 1}");
    }
}
