// The Trainer: metrics, early stopping, the best weights, TensorBoard, and a callback of your own.
//
//     dotnet run examples/trainer.cs
using Flint; using Flint.Data; using Flint.NN; using Flint.Optim; using Flint.Training;

Flint.Random.Seed(1);
var parts = Digits.Train().RandomSplit([0.9, 0.1], seed: 1);
var train = new DataLoader(parts[0], batchSize: 32, shuffle: true, seed: 1);
var validation = new DataLoader(parts[1], batchSize: 256);

var net = new Sequential { new Flatten(), new Linear(64, 64), new Relu(), new Dropout(0.2), new Linear(64, 10) };
Console.WriteLine(net.Summary([1, 1, 8, 8]));

var folder = Directory.CreateDirectory($"runs/trainer-{DateTime.UtcNow:yyyyMMdd-HHmmss}").FullName;
var optimizer = new AdamW(net.Parameters(), lr: 0.003);
var trainer = new Trainer(net, net.Forward, Loss.CrossEntropy, optimizer)
{
    Metrics = () => [new Accuracy(), new ConfusionMatrix(10)],
    ClipNorm = 5,
    Callbacks =
    [
        new EarlyStopping(new Goal("val_loss"), patience: 3),
        new TensorBoard(folder),
        new Report(folder),
    ],
};
trainer.Fit(train, epochs: 30, validation);

net.Load($"{folder}/best.safetensors");
var test = trainer.Evaluate(new DataLoader(Digits.Test(), batchSize: 256));
Console.WriteLine($"test accuracy {test.Metrics[0].Value:p2} on {test.Count:N0} images; curves and weights are in {folder}");

/// <summary>Prints a line per epoch and keeps the best weights.</summary>
sealed class Report(string folder) : Callback
{
    readonly Goal goal = new("accuracy");

    public override void OnEpoch(Trainer trainer, EpochReport report, Evaluation? validation)
    {
        var isBest = goal.Best(trainer.History) == report;
        if (isBest) trainer.Model.Save($"{folder}/best.safetensors");
        Console.WriteLine($"epoch {report.Epoch,2}: loss {report.TrainLoss:f4}, validation {report.ValLoss:f4}, "
            + $"accuracy {report.Metrics["accuracy"]:p1}{(isBest ? ", the best so far" : "")}");
    }
}
