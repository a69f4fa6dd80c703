using Flint.Data;

namespace Flint.Vision;

/// <summary>
/// Short videos of a digit that moves across a black canvas in one of eight directions, made of still pictures as Moving MNIST is (Srivastava et al.,
/// "Unsupervised learning of video representations using LSTMs", 2015). Example i shows picture i; where it moves, how far and from where follows
/// from seed and i.
/// </summary>
public sealed class MovingDigits : Dataset
{
    // How far a digit goes, and how far from the middle of the canvas the middle of its way may lie, in pixels.
    const float Shortest = 8, Longest = 14, Aside = 3;

    readonly TensorDataset digits;
    readonly long seed;
    readonly int frames, size;

    /// <summary>Videos of these pictures, made when they are asked for.</summary>
    /// <param name="digits">Bytes [n, 1, height, width], bright on black, and their classes.</param>
    /// <param name="count">How many videos there are: of the first pictures, or of all if there are fewer.</param>
    /// <param name="seed">Decides the ways.</param>
    /// <param name="frames">Frames of a video, 2 or more.</param>
    /// <param name="size">Pixels of the canvas' side; what moves beyond is cut off.</param>
    /// <exception cref="ShapeException">The pictures are not bytes of that shape.</exception>
    public MovingDigits(TensorDataset digits, int count = int.MaxValue, long seed = 0, int frames = 10, int size = 40)
    {
        ArgumentNullException.ThrowIfNull(digits);
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 8);
        if (digits.Inputs.Rank != 4 || digits.Inputs.Size(1) != 1 || digits.Inputs.DType != DType.UInt8)
            throw new ShapeException($"MovingDigits expects pictures of bytes [n, 1, height, width], but got {digits.Inputs.DType} {digits.Inputs.Shape}.");
        (this.digits, this.seed, this.frames, this.size) = (digits, seed, frames, size);
        Count = Math.Min(count, digits.Count);
        Classes = [.. digits.Classes, .. Directions];
    }

    /// <summary>Where digits move, clockwise in steps of 45 degrees.</summary>
    public static IReadOnlyList<string> Directions { get; } = ["right", "down right", "down", "down left", "left", "up left", "up", "up right"];

    /// <inheritdoc/>
    public override int Count { get; }

    /// <summary>The classes of the pictures, then <see cref="Directions"/>.</summary>
    public override IReadOnlyList<string> Classes { get; }

    /// <summary>Brightness from 0 to 1, [frames, 1, size, size], and the class of the picture and the direction, [2] Int64.</summary>
    public override Example this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count) throw new TensorIndexException($"Example {index} was asked of a data set of {Count}: use 0 to {Count - 1}.");
            var draws = Tensor.Rand([4], generator: new Generator(EpochOrder.OfExample(EpochOrder.Stream(seed, epoch: 0, purpose: 0), index))).ToArray<float>();
            var direction = Math.Min((int)(draws[0] * Directions.Count), Directions.Count - 1);
            var (sin, cos) = MathF.SinCos(direction * MathF.PI / 4);
            var way = Shortest + (Longest - Shortest) * draws[1];
            var (height, width) = (digits.Inputs.Size(2), digits.Inputs.Size(3));
            var picture = digits.Inputs[index].ToArray<byte>();
            var video = new float[frames * size * size];
            for (var t = 0; t < frames; t++)
            {
                var along = way * ((float)t / (frames - 1) - 0.5f);
                var left = (size - width) / 2f + Aside * (2 * draws[2] - 1) + along * cos;
                var top = (size - height) / 2f + Aside * (2 * draws[3] - 1) + along * sin;
                Paste(picture, height, width, top, left, video.AsSpan(t * size * size, size * size));
            }
            return new(Tensor.From(video, [frames, 1, size, size]), Tensor.From<long>([digits.Targets[index].Item<long>(), direction]));
        }
    }

    /// <summary>Each pixel goes to the four that it covers a part of.</summary>
    void Paste(byte[] picture, int height, int width, float top, float left, Span<float> canvas)
    {
        var (row, column) = ((int)MathF.Floor(top), (int)MathF.Floor(left));
        var (down, right) = (top - row, left - column);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var value = picture[y * width + x] / 255f;
                if (value == 0) continue;
                Add(canvas, row + y, column + x, value * (1 - down) * (1 - right));
                Add(canvas, row + y, column + x + 1, value * (1 - down) * right);
                Add(canvas, row + y + 1, column + x, value * down * (1 - right));
                Add(canvas, row + y + 1, column + x + 1, value * down * right);
            }
    }

    void Add(Span<float> canvas, int y, int x, float value)
    {
        if ((uint)y < (uint)size && (uint)x < (uint)size) canvas[y * size + x] += value;
    }
}
