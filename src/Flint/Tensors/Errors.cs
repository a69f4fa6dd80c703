namespace Flint;

/// <summary>Base of the errors that Flint raises on wrong use or bad input; the message says what was expected, found, and what to do.</summary>
public class FlintException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Shapes do not fit the operation.</summary>
public sealed class ShapeException(string message) : FlintException(message);

/// <summary>Dtypes do not fit the operation.</summary>
public sealed class DTypeException(string message) : FlintException(message);

/// <summary>An index or dimension is out of range.</summary>
public sealed class TensorIndexException(string message) : FlintException(message);

/// <summary>The tape cannot do what was asked: backward twice, in-place change of a saved value, no gradient to compute.</summary>
public sealed class AutogradException(string message) : FlintException(message);

/// <summary>A file is damaged, foreign, or of another version; the message names the file and the offset.</summary>
public sealed class FileFormatException(string message, Exception? inner = null) : FlintException(message, inner);

/// <summary>A file could not be written: no space, no permission, no such folder. A file of that name from before is unchanged.</summary>
public sealed class FileWriteException(string message, Exception? inner = null) : FlintException(message, inner);

/// <summary>Data, a model or another file was looked for and is not there; the message names the places searched.</summary>
public sealed class NotFoundException(string message, Exception? inner = null) : FlintException(message, inner);

/// <summary>A tensor was used after the <see cref="Memory.Scope"/> it was made in had ended.</summary>
public sealed class ReleasedException(string message) : FlintException(message);
