namespace Flint.Vision;

/// <summary>A set of pictures is not as it must be, or a picture cannot be used; the message names the folder or the file.</summary>
public sealed class ImageDataException(string message, Exception? inner = null) : FlintException(message, inner);
