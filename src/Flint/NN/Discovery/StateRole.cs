namespace Flint.NN;

/// <summary>What a tensor is to the module that holds it.</summary>
enum StateRole : byte
{
    /// <summary>Not said: an input, a result, a cache.</summary>
    None,

    /// <summary>Trained and saved. Stays a parameter while it is frozen.</summary>
    Parameter,

    /// <summary>Saved and converted, not trained.</summary>
    Buffer,

    /// <summary>Converted only: it can be computed again.</summary>
    TransientBuffer,
}
