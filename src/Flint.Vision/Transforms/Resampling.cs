namespace Flint.Vision.Transforms;

/// <summary>How a picture is read between its pixels, as in PIL.</summary>
public enum Resampling
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>A triangle: the two nearest pixels in each direction, more when a picture is made smaller with antialiasing.</summary>
    Bilinear,

    /// <summary>Cubic convolution (Keys 1981) of four pixels in each direction, more with antialiasing; a = -0.5, without antialiasing -0.75 as in torch.</summary>
    Bicubic,
}
