namespace Flint;

/// <summary>What a grid's points outside of the image are given.</summary>
public enum GridPadding
{
    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>The nearest pixel of the border.</summary>
    Border,

    /// <summary>The image mirrored at its border, as often as needed.</summary>
    Reflection,
}
