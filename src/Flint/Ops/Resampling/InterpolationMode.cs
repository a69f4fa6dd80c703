namespace Flint;

/// <summary>How values between pixels are found.</summary>
public enum InterpolationMode
{
    /// <summary>The pixel at floor(i · scale), as in old OpenCV.</summary>
    Nearest,

    /// <summary>The nearest pixel, floor((i + 1/2) · scale), as in Pillow and scikit-image.</summary>
    NearestExact,

    /// <summary>Linear between neighbours, for [N, C, L].</summary>
    Linear,

    /// <summary>Linear along both dimensions, for [N, C, H, W].</summary>
    Bilinear,

    /// <summary>Cubic convolution of four neighbours (Keys 1981, a = -0.75), for [N, C, H, W].</summary>
    Bicubic,

    /// <summary>Linear along all three dimensions, for [N, C, D, H, W].</summary>
    Trilinear,

    /// <summary>The mean of the part of the input that an output covers: adaptive average pooling.</summary>
    Area,
}
