using Flint.Training;
using Flint.Vision;

namespace Flint.Recipes;

/// <summary>A question that a network answers among others: which of its outputs are for it, and which column of the targets has the answer.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="First">The first of its outputs.</param>
/// <param name="Count">How many classes it has.</param>
/// <param name="Column">The column of the targets.</param>
sealed record VideoHead(string Name, int First, int Count, int Column)
{
    /// <summary>Digit, then direction.</summary>
    internal static IReadOnlyList<VideoHead> Of(int classes) =>
    [
        new("digit", 0, classes - MovingDigits.Directions.Count, 0), new("direction", classes - MovingDigits.Directions.Count, MovingDigits.Directions.Count, 1),
    ];

    /// <summary>Of outputs [N, classes], those of this question.</summary>
    internal Tensor Scores(Tensor outputs) => outputs.Narrow(1, First, Count);

    /// <summary>Of targets [N, questions], those of this one, [N].</summary>
    internal Tensor Target(Tensor targets) => targets.Select(1, Column);

    /// <summary>The likeliest class of each sample.</summary>
    internal long[] Answers(Tensor outputs) => Scores(outputs.Detach()).ArgMax(1).ToArray<long>();
}

/// <summary>The share of samples for which all of these questions are answered rightly.</summary>
sealed class HeadAccuracy(string name, IReadOnlyList<VideoHead> heads) : Metric(name, 2)
{
    public override double Value => Sums[0] / Sums[1];

    public override string Format => "p2";

    public override void Add(Tensor outputs, Tensor targets)
    {
        var pairs = heads.Select(h => (Found: h.Answers(outputs), Expected: h.Target(targets).ToArray<long>())).ToArray();
        Sums[0] += Enumerable.Range(0, outputs.Size(0)).Count(i => pairs.All(p => p.Found[i] == p.Expected[i]));
        Sums[1] += outputs.Size(0);
    }
}
