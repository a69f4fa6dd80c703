namespace Flint;

/// <summary>What a border is made of.</summary>
public enum PadMode
{
    /// <summary>One value.</summary>
    Constant,

    /// <summary>The inside mirrored at its edge, which is not repeated: c b | a b c | b a.</summary>
    Reflect,

    /// <summary>The value at the edge: a a | a b c | c c.</summary>
    Replicate,

    /// <summary>The other side: b c | a b c | a b.</summary>
    Circular,
}
