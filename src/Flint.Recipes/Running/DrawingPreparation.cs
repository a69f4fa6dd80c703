using Flint.Data;
using Flint.Imaging;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>
/// Brings a picture of any size and colour to a model's input, as the makers of MNIST did: to luminance (transparent is white);
/// inverted if the border is light, so that the drawing is bright on dark; the border's brightness made black and the brightest
/// white; the drawing's bounding box scaled to the size without the padding, keeping its aspect, with antialiasing; its
/// centre of mass moved to the middle; normalised. A picture that has the model's size already keeps its levels and its place.
/// </summary>
sealed class DrawingPreparation(Preprocessing preprocessing)
{
    // Fainter pixels than this count as paper when the bounding box is sought.
    const float Faint = 0.2f;

    readonly Normalization normalization = preprocessing.Normalization;

    /// <summary>What config.json says of images [N, channels, height, width].</summary>
    internal static Preprocessing Of(TensorDataset images, int padding)
    {
        var (shape, normalization) = (images.Inputs.Shape, images.Normalization ?? Normalization.Unit);
        return new([shape[2], shape[3]], shape[1], normalization.Scale, normalization.Mean, normalization.Std, padding);
    }

    /// <summary>[1, channels, height, width].</summary>
    internal Tensor Apply(Image image)
    {
        var (height, width) = (preprocessing.Size[0], preprocessing.Size[1]);
        var drawing = Canvas.Luminance(image);
        if (drawing.BorderMean() > 0.5f) drawing = drawing.Inverted();
        if ((drawing.Height, drawing.Width) != (height, width)) drawing = Fit(drawing, height, width);

        // Stored numbers are whole, as they were in training; their greatest is 1 / scale.
        var input = new float[preprocessing.Channels * height * width];
        for (var i = 0; i < input.Length; i++)
        {
            var stored = (byte)MathF.Round(Math.Clamp(drawing.Pixels[i % (height * width)], 0, 1) * (float)(1 / preprocessing.Scale));
            input[i] = normalization.Apply(stored, i / (height * width));
        }
        return Tensor.Wrap(input, [1, preprocessing.Channels, height, width]);
    }

    Canvas Fit(Canvas drawing, int height, int width)
    {
        drawing = drawing.Stretched(black: drawing.BorderMean());
        var (boxHeight, boxWidth) = (height - 2 * preprocessing.Padding, width - 2 * preprocessing.Padding);
        if (drawing.BoundingBox(Faint) is not { } box) return new(height, width);
        var scale = Math.Min((float)boxHeight / box.Height, (float)boxWidth / box.Width);
        var scaled = drawing.Crop(box).Resize(
            Math.Max(1, (int)MathF.Round(box.Height * scale)), Math.Max(1, (int)MathF.Round(box.Width * scale)));
        var (y, x) = scaled.CentreOfMass();
        var canvas = new Canvas(height, width);
        canvas.Paste(scaled, Place(y, scaled.Height, height), Place(x, scaled.Width, width));
        return canvas;
    }

    // The centre of mass in the middle, as far as the drawing stays inside.
    static int Place(float centre, int size, int room) => Math.Clamp((int)MathF.Round((room - 1) / 2f - centre), 0, room - size);
}
