namespace Flint.Training;

/// <summary>
/// A number computed piece by piece. All it knows is a fixed vector of sums and a list of kept values, so that merging two of them (from two workers,
/// or before and after an interruption) is an addition and a concatenation.
/// </summary>
/// <param name="name">As in logs and JSON: <c>accuracy</c>.</param>
/// <param name="size">How many sums there are.</param>
public abstract class Figure(string name, int size)
{
    /// <summary>As in logs and JSON: <c>accuracy</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The sums so far; what a checkpoint stores.</summary>
    protected double[] Sums { get; } = new double[size];

    /// <summary>Values that no sum can stand for, such as all scores of a ROC curve; stored after the sums. Most figures keep none.</summary>
    protected List<double> Kept { get; } = [];

    /// <summary>How many kept values a sample has, 1 where it differs from sample to sample; 0 where none are kept.</summary>
    protected virtual int KeptPerSample => 0;

    /// <summary>The value over everything added since the last <see cref="Reset"/>; NaN before the first.</summary>
    public abstract double Value { get; }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        Array.Clear(Sums);
        Kept.Clear();
    }

    /// <summary>Adds what <paramref name="other"/> has seen to what this one has: counts exactly, other sums to rounding.</summary>
    /// <exception cref="ArgumentException">The other one is of another kind, name or size.</exception>
    public void Merge(Figure other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.GetType() != GetType() || other.Sums.Length != Sums.Length)
            throw new ArgumentException($"A {GetType().Name} of {Sums.Length} sums cannot take in a {other.GetType().Name} of {other.Sums.Length}.");
        if (other.Name != Name) throw new ArgumentException($"{Name} cannot take in {other.Name}: they measure different things.");
        AddSums(other.Sums);
        Kept.AddRange(other.Kept);
    }

    /// <summary>A copy of the sums and of what is kept, for a checkpoint.</summary>
    public double[] Save() => [.. Sums, .. Kept];

    /// <summary>Goes on from what <see cref="Save"/> gave.</summary>
    /// <exception cref="ArgumentException">It is of a figure of another size.</exception>
    public void Restore(double[] sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        var kept = sums.Length - Sums.Length;
        if (kept < 0 || (kept > 0 && (KeptPerSample == 0 || kept % KeptPerSample != 0)))
            throw new ArgumentException($"{Name} has {Sums.Length} sums, but {sums.Length} were given to restore it.");
        sums.AsSpan(0, Sums.Length).CopyTo(Sums);
        Kept.Clear();
        Kept.AddRange(sums.AsSpan(Sums.Length));
    }

    /// <summary>How another's sums come to these: by addition, unless they are means.</summary>
    private protected virtual void AddSums(double[] other)
    {
        for (var i = 0; i < Sums.Length; i++) Sums[i] += other[i];
    }
}
