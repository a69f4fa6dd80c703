namespace Flint.Optim;

/// <summary>How the height of <see cref="CyclicLr"/>'s cycles changes.</summary>
public enum CyclicMode
{
    /// <summary>Not at all.</summary>
    Triangular,

    /// <summary>Each is half as high as the one before.</summary>
    Triangular2,

    /// <summary>By γᵗ at step t.</summary>
    ExpRange,
}
