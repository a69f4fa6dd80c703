namespace Flint.Optim;

/// <summary>Which way a metric gets better.</summary>
public enum PlateauMode
{
    /// <summary>Down, as a loss.</summary>
    Min,

    /// <summary>Up, as an accuracy.</summary>
    Max,
}

/// <summary>What a threshold is a part of.</summary>
public enum ThresholdMode
{
    /// <summary>Of the best value so far.</summary>
    Rel,

    /// <summary>It is a difference.</summary>
    Abs,
}
