using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>Puts pixels around a picture.</summary>
/// <param name="left">Columns at the left.</param>
/// <param name="top">Rows above.</param>
/// <param name="right">Columns at the right.</param>
/// <param name="bottom">Rows below.</param>
/// <param name="mode">What they are.</param>
/// <param name="fill">Their samples where the mode is Constant.</param>
public sealed class Pad(int left, int top, int right, int bottom, PaddingMode mode = PaddingMode.Constant, byte fill = 0) : IImageTransform
{
    /// <summary>As many on each side.</summary>
    public Pad(int padding, PaddingMode mode = PaddingMode.Constant, byte fill = 0) : this(padding, padding, padding, padding, mode, fill) { }

    /// <inheritdoc/>
    public Image Apply(Image image, Generator random) => image.Pad(left, top, right, bottom, mode, fill);
}
