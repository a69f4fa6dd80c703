namespace Flint.Vision.Transforms;

/// <summary>What the pixels around a padded picture are.</summary>
public enum PaddingMode
{
    /// <summary>All the same.</summary>
    Constant,

    /// <summary>The pixel at the edge: a a | a b c | c c.</summary>
    Edge,

    /// <summary>The picture mirrored at the pixel at the edge: c b | a b c | b a.</summary>
    Reflect,

    /// <summary>The picture mirrored with its edge: b a | a b c | c b.</summary>
    Symmetric,
}
