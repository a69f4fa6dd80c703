using Flint.Training;

namespace Flint.Recipes;

/// <summary>The mean of one of several losses: outputs are the losses of the batch, targets say how many samples it has.</summary>
sealed class PartLoss(string name, int part) : Metric(name, 2)
{
    public override double Value => Sums[0] / Sums[1];

    public override void Add(Tensor outputs, Tensor targets)
    {
        Sums[0] += outputs.ToArray<float>()[part] * (double)targets.Size(0);
        Sums[1] += targets.Size(0);
    }

    /// <summary>One for each name; none for a single loss, which is told already.</summary>
    internal static Metric[] Of(IReadOnlyList<string> names) => names.Count < 2 ? [] : [.. names.Select((name, i) => new PartLoss(name, i))];
}
