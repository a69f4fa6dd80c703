namespace Flint.Training;

/// <summary>The loss, or the norm of the gradients, became NaN or infinite; the weights are as before the step.</summary>
public sealed class NonFiniteLossException(string message) : FlintException(message);

/// <summary>A checkpoint does not go with this model, optimiser or version of Flint.</summary>
public sealed class CheckpointException(string message, Exception? inner = null) : FlintException(message, inner);

/// <summary>A run folder is missing, incomplete, of another version, or cannot be made.</summary>
public sealed class RunFolderException(string message, Exception? inner = null) : FlintException(message, inner);
