using Flint.Data;

namespace Flint.Vision.Tests;

public class MovingDigitsTests
{
    static TensorDataset Dots(int count)
    {
        // A single bright pixel in the middle of each picture.
        var pixels = new byte[count * 28 * 28];
        for (var i = 0; i < count; i++) pixels[i * 784 + 14 * 28 + 14] = 255;
        return new(Tensor.From(pixels, [count, 1, 28, 28]), Tensor.From<long>([.. Enumerable.Range(0, count).Select(i => i % 10L)]), Normalization.Unit, Mnist.Classes);
    }

    // Angles on a screen, where y goes down: the direction's number times 45 degrees.
    [Fact]
    public void A_dot_goes_where_the_target_says_evenly_and_without_loss()
    {
        var videos = new MovingDigits(Dots(64), seed: 5);
        HashSet<long> seen = [];
        for (var i = 0; i < videos.Count; i++)
        {
            var (input, target) = videos[i];
            input.Shape.ShouldBe([10, 1, 40, 40]);
            var (digit, direction) = (target[0].Item<long>(), target[1].Item<long>());
            digit.ShouldBe(i % 10);
            seen.Add(direction);
            var places = input.ToArray<float>().Chunk(1600).Select(Centre).ToArray();
            places.ShouldAllBe(p => Math.Abs(p.Mass - 1) < 1e-4);
            var (dx, dy) = (places[9].X - places[0].X, places[9].Y - places[0].Y);
            Math.Sqrt(dx * dx + dy * dy).ShouldBeInRange(7.99, 14.01);
            var angle = Math.Atan2(dy, dx) - direction * Math.PI / 4;
            Math.Cos(angle).ShouldBeGreaterThan(0.9999);
            for (var t = 1; t < 10; t++) (places[t].X - places[t - 1].X).ShouldBe(dx / 9, 1e-3);
        }
        seen.Count.ShouldBe(8);
    }

    [Fact]
    public void The_same_seed_and_number_give_the_same_video_whatever_was_asked_before()
    {
        var (a, b, other) = (new MovingDigits(Dots(8), seed: 5), new MovingDigits(Dots(8), seed: 5), new MovingDigits(Dots(8), seed: 6));
        _ = a[3];
        a[7].Input.ToArray<float>().ShouldBe(b[7].Input.ToArray<float>());
        a[7].Input.ToArray<float>().ShouldNotBe(other[7].Input.ToArray<float>());
        a[7].Input.ToArray<float>().ShouldNotBe(a[6].Input.ToArray<float>());
        new MovingDigits(Dots(8), count: 3).Count.ShouldBe(3);
        a.Classes.ShouldBe([.. Mnist.Classes, .. MovingDigits.Directions]);
        Should.Throw<TensorIndexException>(() => a[8]);
        Should.Throw<ShapeException>(() => new MovingDigits(new TensorDataset(Tensor.Zeros([2, 1, 28, 28]), Tensor.From<long>([0, 1]))))
            .Message.ShouldContain("expects pictures of bytes [n, 1, height, width], but got Float32 [2, 1, 28, 28]");
    }

    static (double X, double Y, double Mass) Centre(float[] frame)
    {
        var (x, y, mass) = (0.0, 0.0, 0.0);
        for (var i = 0; i < frame.Length; i++) (x, y, mass) = (x + frame[i] * (i % 40), y + frame[i] * (i / 40), mass + frame[i]);
        return (x / mass, y / mass, mass);
    }
}
