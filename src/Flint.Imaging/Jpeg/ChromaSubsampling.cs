namespace Flint.Imaging;

/// <summary>How many of the colour differences a JPEG file keeps; luminance is always kept whole.</summary>
public enum ChromaSubsampling
{
    /// <summary>4:4:4: all of them.</summary>
    None,

    /// <summary>4:2:2: one for two pixels side by side.</summary>
    Horizontal,

    /// <summary>4:2:0: one for two by two pixels.</summary>
    Both,
}
