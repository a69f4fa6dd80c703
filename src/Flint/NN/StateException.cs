namespace Flint.NN;

/// <summary>
/// A module's state does not fit: keys that are missing, unexpected or of another shape, or a field that cannot be named
/// or was replaced.
/// </summary>
public sealed class StateException(string message) : FlintException(message);
