namespace Flint.Optim;

/// <summary>How <see cref="OneCycleLr"/> goes from one value to another.</summary>
public enum AnnealStrategy
{
    /// <summary>Along half a cosine: slowly at both ends.</summary>
    Cos,

    /// <summary>In a straight line.</summary>
    Linear,
}
