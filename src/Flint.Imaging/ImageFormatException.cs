namespace Flint.Imaging;

/// <summary>An image file is damaged, foreign, or beyond the limits; the message names the place.</summary>
public sealed class ImageFormatException(string message, Exception? inner = null) : Exception(message, inner);
