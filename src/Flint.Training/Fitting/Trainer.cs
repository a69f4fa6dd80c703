using System.Diagnostics;
using Flint.Data;
using Flint.NN;
using Flint.Optim;

namespace Flint.Training;

/// <summary>
/// The training loop: batches, forward pass, loss, backward pass, optimiser and schedule, validation after each epoch. What it
/// does in a step is <see cref="TrainStep"/>; everything else is in callbacks.
/// </summary>
/// <param name="model">What is trained and saved.</param>
/// <param name="forward">Its forward pass: inputs to outputs, usually <c>net.Forward</c>.</param>
/// <param name="loss">The mean loss of outputs and targets, such as <c>Loss.CrossEntropy</c>.</param>
/// <param name="optimizer">Has the model's parameters.</param>
public sealed partial class Trainer(Module model, Func<Tensor, Tensor> forward, Func<Tensor, Tensor, Tensor> loss, Optimizer optimizer)
{
    readonly List<EpochReport> history = [];
    MeanLoss epochLoss = new();
    Metric[] epochMetrics = [];
    bool stopped;

    /// <summary>What is trained.</summary>
    public Module Model { get; } = model;

    /// <summary>What changes the weights.</summary>
    public Optimizer Optimizer { get; } = optimizer;

    /// <summary>Stepped after each step of the optimiser.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>Makes the metrics of a pass over training or validation data.</summary>
    public Func<Metric[]> Metrics { get; init; } = () => [];

    /// <summary>Scales gradients down to this norm where they are longer; null leaves them.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Limits each element of the gradients to this magnitude, after <see cref="ClipNorm"/>; null leaves them.</summary>
    public double? ClipValue { get; init; }

    /// <summary>What else to do, in this order.</summary>
    public IList<Callback> Callbacks { get; init; } = [];

    /// <summary>Epochs that are complete, and batches done of the one after them: where a resumed run goes on.</summary>
    public LoaderState Position { get; private set; }

    /// <summary>Steps since the start of the training.</summary>
    public long Step { get; private set; }

    /// <summary>The reports of the epochs so far.</summary>
    public IReadOnlyList<EpochReport> History => history;

    /// <summary>
    /// Trains up to <paramref name="epochs"/> complete epochs, counting those before a resumption. A model in evaluation mode is put
    /// into training mode; in one that trains already, parts in evaluation mode stay in it.
    /// </summary>
    /// <param name="train">The training data, shuffled by its own seed, given or drawn.</param>
    /// <param name="epochs">How many epochs there are to be in the end.</param>
    /// <param name="validation">Data to evaluate on after each epoch.</param>
    /// <param name="cancel">Finishes the step, calls <see cref="Callback.OnCancel"/>, and throws.</param>
    /// <exception cref="NonFiniteLossException">The loss, or with <see cref="ClipNorm"/> the norm of the gradients, became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public void Fit(DataLoader<Batch> train, int epochs, DataLoader<Batch>? validation = null, CancellationToken cancel = default)
    {
        stopped = false;
        train.State = Position;
        foreach (var callback in Callbacks) callback.OnStart(this);
        try
        {
            while (Position.Epoch < epochs && !stopped) Epoch(train, epochs, validation, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            foreach (var callback in Callbacks) callback.OnCancel(this);
            throw;
        }
        foreach (var callback in Callbacks) callback.OnEnd(this);
    }

    /// <summary>Measures the model as it is now.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Evaluation Evaluate(DataLoader<Batch> data, CancellationToken cancel = default)
    {
        // The order of a shuffled loader must not depend on how often it was used: sums would differ in the last bits.
        data.State = default;
        return own?.Evaluate(data, cancel) ?? Evaluation.Run(Model, Forward, loss, data, Metrics(), cancel);
    }

    /// <summary>Lets <see cref="Fit"/> end after the epoch it is in.</summary>
    public void Stop() => stopped = true;

    /// <summary>One step: forward, loss, backward, optimiser, schedule; or the <see cref="ITrainingStep"/> that was given.</summary>
    /// <returns>The loss before the step, and the outputs, detached.</returns>
    /// <exception cref="NonFiniteLossException">
    /// The loss, or with <see cref="ClipNorm"/> the norm of the gradients, is NaN or infinite; the weights were not changed, but by a step of your own.
    /// </exception>
    public (double Loss, Tensor Outputs) TrainStep(Batch batch)
    {
        if (own is not null) return OwnStep(own, batch);
        var outputs = Forward(batch.Inputs);
        var value = loss(outputs, batch.Targets);
        var number = value.Item<double>();
        if (!double.IsFinite(number)) throw NonFinite("loss", number, batch);

        Optimizer.ZeroGrad();
        (scaler?.Scale(value) ?? value).Backward();
        // A step that overflowed is left out below, and tried with half the scale from the next one on.
        var isFinite = scaler?.Unscale(Optimizer) ?? true;
        if (ClipNorm is { } maxNorm)
        {
            var norm = Clip.GradNorm(Model.Parameters(), maxNorm);
            if (isFinite && !double.IsFinite(norm)) throw NonFinite("norm of the gradients", norm, batch);
        }
        if (ClipValue is { } maxValue) Clip.GradValue(Model.Parameters(), maxValue);
        UpdateWeights();
        Schedule?.Step();
        Step++;
        return (number, outputs.Detach());
    }

    void Epoch(DataLoader<Batch> train, int epochs, DataLoader<Batch>? validation, CancellationToken cancel)
    {
        if (Position.Batch == 0) BeginSums();
        var clock = Stopwatch.StartNew();
        var (seconds, samples) = (0d, 0L);
        // A part that was put into evaluation mode on purpose, such as a frozen BatchNorm, stays in it.
        if (!Model.IsTraining) Model.Train();
        foreach (var batch in train)
        {
            cancel.ThrowIfCancellationRequested();
            var (number, outputs) = TrainStep(batch);
            epochLoss.Add(number, batch.Count);
            foreach (var metric in epochMetrics) metric.Add(outputs, batch.Targets);
            Position = train.State;
            samples += batch.Count;
            seconds = clock.Elapsed.TotalSeconds;
            Report(new(Position.Epoch + 1, epochs, Position.Batch, train.Count, Step, number, epochLoss.Value, epochMetrics, samples, seconds));
            cancel.ThrowIfCancellationRequested();
        }
        var evaluation = validation is null ? null : Evaluate(validation, cancel);
        Position = Position with { Epoch = Position.Epoch + 1, Batch = 0 };
        history.Add(new(
            Position.Epoch, Step, epochLoss.Value, evaluation?.Loss, Named(evaluation), Optimizer.Lr, seconds > 0 ? samples / seconds : 0, clock.Elapsed.TotalSeconds));
        foreach (var callback in Callbacks) callback.OnEpoch(this, history[^1], evaluation);
    }

    void BeginSums()
    {
        epochLoss = new();
        epochMetrics = Metrics();
    }

    void Report(StepReport report)
    {
        foreach (var callback in Callbacks) callback.OnStep(this, report);
    }

    Dictionary<string, double> Named(Evaluation? evaluation)
    {
        var named = new Dictionary<string, double>();
        foreach (var metric in evaluation?.Metrics ?? [])
            if (metric.IsReported) named[metric.Name] = metric.Value;
        foreach (var metric in epochMetrics)
            if (metric.IsReported) named[evaluation is null ? metric.Name : $"train_{metric.Name}"] = metric.Value;
        return named;
    }

    NonFiniteLossException NonFinite(
        string what, double value, Batch batch,
        string after = "The weights are those before this step; running statistics, such as those of BatchNorm, have taken this batch in.")
    {
        var inputs = batch.Inputs.DType.IsFloating && !double.IsFinite(batch.Inputs.Sum().Item<double>())
            ? "The inputs of this batch already hold NaN or infinity: clean the data."
            : $"Try a lower learning rate (it is {Optimizer.Lr:g3}), gradient clipping (ClipNorm), or a warm-up.";
        var before = epochLoss.Samples > 0 ? $" The mean loss of the epoch so far was {epochLoss.Value:g4}." : "";
        return new($"Training stopped at step {Step + 1} (epoch {Position.Epoch + 1}, batch {Position.Batch + 1}): the {what} is {value}.{before} {inputs} {after}");
    }
}
