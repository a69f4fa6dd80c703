namespace Flint.Training;

/// <summary>A figure of merit of a model's outputs, computed batch by batch.</summary>
/// <param name="name">As in logs and JSON: <c>accuracy</c>.</param>
/// <param name="size">How many sums there are.</param>
public abstract class Metric(string name, int size) : Figure(name, size)
{
    /// <summary>False for a metric whose single value another already tells; it is then left out of logs.</summary>
    public virtual bool IsReported => true;

    /// <summary>How people read it: <c>p2</c> for shares, <c>g4</c> for others; a standard format of .NET.</summary>
    public virtual string Format => "g4";

    /// <summary>The value as people read it.</summary>
    public string Text => Show(Value);

    /// <summary>A value of this metric as people read it.</summary>
    public string Show(double value) => value.ToString(Format, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Takes in a batch: the model's outputs and what they should have been.</summary>
    public abstract void Add(Tensor outputs, Tensor targets);
}
