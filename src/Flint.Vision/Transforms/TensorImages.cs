using Flint.Imaging;

namespace Flint.Vision.Transforms;

/// <summary>From tensors to pictures.</summary>
public static class TensorImages
{
    extension(Tensor x)
    {
        /// <summary>
        /// Floating [C, H, W] of 1 to 4 channels, or [H, W], as a picture: 0 to 1 become 0 to 255, values outside the nearest of them, and
        /// halves are rounded up, as torchvision's save_image does.
        /// </summary>
        /// <exception cref="ShapeException">The tensor is not of such a shape.</exception>
        public Image ToImage()
        {
            if (x.Rank == 2) x = x.Unsqueeze(0);
            if (x.Rank != 3 || x.Size(0) is < 1 or > 4 || x.Count == 0 || !x.DType.IsFloating)
                throw new ShapeException($"A picture needs a floating tensor [C, H, W] of 1 to 4 channels and 1 pixel or more, or [H, W], but got {x.DType} {x.Shape}.");
            var (channels, height, width) = (x.Size(0), x.Size(1), x.Size(2));
            var values = x.Detach().To(DType.Float32).ToArray<float>();
            var pixels = new byte[values.Length];
            for (var c = 0; c < channels; c++)
                for (var i = 0; i < height * width; i++)
                    pixels[i * channels + c] = (byte)Math.Clamp(values[c * height * width + i] * 255 + 0.5f, 0, 255);
            return new(width, height, channels, pixels);
        }
    }
}
