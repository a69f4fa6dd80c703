using Flint.Data;
using Flint.NN;
using Flint.Optim;

namespace Flint.Training;

public sealed partial class Trainer
{
    const string ModelPrefix = "model.", SchedulePrefix = "schedule.", SumsPrefix = "sums.", ScalerPrefix = "scaler.";

    /// <summary>
    /// All that the rest of the training depends on: weights, optimiser, schedule, the thread's random generator, the position
    /// in the data and the sums of an epoch under way. A trainer that loads it continues bit for bit.
    /// </summary>
    public OrderedDictionary<string, Tensor> StateDict()
    {
        var state = new OrderedDictionary<string, Tensor>();
        foreach (var (name, tensor) in Model.StateDict()) state.Add(ModelPrefix + name, tensor);
        foreach (var (prefix, optimizer) in Optimizers())
            foreach (var (name, tensor) in optimizer.StateDict()) state.Add(prefix + name, tensor);
        foreach (var (name, tensor) in Schedule?.StateDict() ?? []) state.Add(SchedulePrefix + name, tensor);
        foreach (var (name, tensor) in scaler?.StateDict() ?? []) state.Add(ScalerPrefix + name, tensor);
        state.Add("generator", Tensor.From<byte>(Random.Generator.State.ToBytes()));
        long[] position = [Position.Epoch, Position.Batch, Step];
        state.Add("position", Tensor.From<long>(Position.Seed is { } seed ? [.. position, seed] : position));
        if (Position.Batch > 0)
        {
            state.Add(SumsPrefix + epochLoss.Name, Tensor.From<double>(epochLoss.Save()));
            foreach (var metric in epochMetrics) state.Add(SumsPrefix + metric.Name, Tensor.From<double>(metric.Save()));
        }
        return state;
    }

    /// <summary>Goes on where <see cref="StateDict"/> was taken.</summary>
    /// <param name="state">What it gave.</param>
    /// <param name="epochs">The reports of the epochs completed by then, for <see cref="History"/>; later ones are left out.</param>
    /// <exception cref="CheckpointException">The state is of another model, optimiser or set of metrics.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state, IEnumerable<EpochReport>? epochs = null)
    {
        var position = Require(state, "position").ToArray<long>();
        try
        {
            Model.LoadStateDict(Part(state, ModelPrefix));
            foreach (var (prefix, optimizer) in Optimizers()) optimizer.LoadStateDict(Part(state, prefix));
            Schedule?.LoadStateDict(Part(state, SchedulePrefix));
            scaler?.LoadStateDict(Part(state, ScalerPrefix));
            if (position[1] > 0) RestoreSums(state);
        }
        catch (Exception e) when (e is StateException or ArgumentException)
        {
            throw new CheckpointException($"The checkpoint is not of this training: {e.Message}", e);
        }
        Random.Generator.State = GeneratorState.FromBytes(Require(state, "generator").ToArray<byte>());
        Position = new((int)position[0], (int)position[1], position.Length > 3 ? position[3] : null);
        Step = position[2];
        history.Clear();
        history.AddRange((epochs ?? []).Where(e => e.Epoch <= Position.Epoch));
    }

    // "optimizer.", and for more of them "optimizer2.", ...
    IEnumerable<(string Prefix, Optimizer Optimizer)> Optimizers() =>
        (own?.Optimizers ?? [Optimizer]).Select((optimizer, i) => (i == 0 ? "optimizer." : $"optimizer{i + 1}.", optimizer));

    void RestoreSums(IReadOnlyDictionary<string, Tensor> state)
    {
        BeginSums();
        epochLoss.Restore(Require(state, SumsPrefix + epochLoss.Name).ToArray<double>());
        foreach (var metric in epochMetrics) metric.Restore(Require(state, SumsPrefix + metric.Name).ToArray<double>());
    }

    static Tensor Require(IReadOnlyDictionary<string, Tensor> state, string name) => state.TryGetValue(name, out var tensor)
        ? tensor
        : throw new CheckpointException($"The checkpoint has no '{name}': it holds weights only, or was written by something else. Training cannot go on from it.");

    static Dictionary<string, Tensor> Part(IReadOnlyDictionary<string, Tensor> state, string prefix) => state
        .Where(e => e.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(e => e.Key[prefix.Length..], e => e.Value);
}
