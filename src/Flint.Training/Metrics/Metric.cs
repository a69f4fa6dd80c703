namespace Flint.Training;

/// <summary>
/// A figure of merit computed batch by batch. All a metric knows is a vector of sums, so merging two of them (from two
/// workers, or before and after an interruption) is an addition.
/// </summary>
/// <param name="name">As in logs and JSON: <c>accuracy</c>.</param>
/// <param name="size">How many sums there are.</param>
public abstract class Metric(string name, int size)
{
    /// <summary>As in logs and JSON: <c>accuracy</c>.</summary>
    public string Name { get; } = name;

    /// <summary>False for a metric whose single value another already tells; it is then left out of logs.</summary>
    public virtual bool IsReported => true;

    /// <summary>How people read it: <c>p2</c> for shares, <c>g4</c> for others; a standard format of .NET.</summary>
    public virtual string Format => "g4";

    /// <summary>The value as people read it.</summary>
    public string Text => Show(Value);

    /// <summary>A value of this metric as people read it.</summary>
    public string Show(double value) => value.ToString(Format, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The sums so far; what a checkpoint stores.</summary>
    protected double[] Sums { get; } = new double[size];

    /// <summary>The value over everything added since the last <see cref="Reset"/>; NaN before the first.</summary>
    public abstract double Value { get; }

    /// <summary>Takes in a batch: the model's outputs and what they should have been.</summary>
    public abstract void Add(Tensor outputs, Tensor targets);

    /// <summary>Forgets everything.</summary>
    public void Reset() => Array.Clear(Sums);

    /// <summary>Adds what <paramref name="other"/> has seen to what this one has.</summary>
    /// <exception cref="ArgumentException">The other metric is of another kind or size.</exception>
    public void Merge(Metric other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.GetType() != GetType() || other.Sums.Length != Sums.Length)
            throw new ArgumentException($"A {GetType().Name} of {Sums.Length} sums cannot take in a {other.GetType().Name} of {other.Sums.Length}.");
        for (var i = 0; i < Sums.Length; i++) Sums[i] += other.Sums[i];
    }

    /// <summary>A copy of the sums, for a checkpoint.</summary>
    public double[] Save() => [.. Sums];

    /// <summary>Goes on from sums that <see cref="Save"/> gave.</summary>
    /// <exception cref="ArgumentException">They are of a metric of another size.</exception>
    public void Restore(double[] sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        if (sums.Length != Sums.Length) throw new ArgumentException($"{Name} has {Sums.Length} sums, but {sums.Length} were given to restore it.");
        sums.CopyTo(Sums, 0);
    }
}
