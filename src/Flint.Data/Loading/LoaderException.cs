namespace Flint.Data;

/// <summary>A batch could not be made; the message says which, the inner exception why.</summary>
public sealed class LoaderException(string message, Exception inner) : FlintException(message, inner);
