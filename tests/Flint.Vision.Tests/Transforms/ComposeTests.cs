using Flint.Imaging;
using Flint.Testing;
using Flint.Vision.Transforms;

namespace Flint.Vision.Tests.Transforms;

public class ComposeTests
{
    static readonly Generator Unused = new(0);

    [Fact]
    public void Tensors_have_the_bits_of_torchvision()
    {
        var image = TransformFixture.Picture("rgb");
        var x = image.ToTensor();
        x.Shape.ShouldBe([3, 17, 22]);
        Values(x).ShouldBe(TransformFixture.Case("to tensor").Outputs[0].Values.Data);
        var normalize = new Normalize(Normalize.ImageNetMean, Normalize.ImageNetStd);
        var expected = TransformFixture.Case("normalised").Outputs[0].Values.Data;
        Values(normalize.Apply(x, Unused)).ShouldBe(expected);
        Values(new Compose([new ToTensor(), normalize]).Apply(image)).ShouldBe(expected);
    }

    [Fact]
    public void A_tensor_turned_picture_and_back_is_the_same()
    {
        var image = TransformFixture.Picture("rgba");
        image.ToTensor().ToImage().ShouldBeWithin(0, image);
        Tensor.From([-1f, 0.499f, 0.501f, 7f], [2, 2]).ToImage().Pixels.ShouldBe([0, 127, 128, 255]);
        Should.Throw<ShapeException>(() => Tensor.Zeros([5, 2, 2]).ToImage()).Message.ShouldContain("[5, 2, 2]");
        Should.Throw<ShapeException>(() => image.ToTensor(new(1, [0, 0], [1]))).Message.ShouldContain("4 channels");
    }

    [Fact]
    public void Steps_are_done_in_their_order()
    {
        var compose = new Compose([new Resize(12), new CenterCrop(10), new ToTensor(), new Normalize([0.5f], [0.25f]), new Negative()]);
        var image = TransformFixture.Picture("rgb");
        var small = image.Resize(12, 15).CenterCrop(10, 10);
        compose.ApplyToImage(image).ShouldBeWithin(0, small);
        Values(compose.Apply(image)).ShouldBe(Values(-((small.ToTensor() - 0.5f) / 0.25f)));
        new Compose([]).Apply(image).Shape.ShouldBe([3, 17, 22]);
    }

    [Fact]
    public void Steps_in_an_impossible_order_are_refused()
    {
        Should.Throw<ArgumentException>(() => new Compose([new Resize(4), new ToTensor(), new CenterCrop(4)])).Message
            .ShouldStartWith("Step 2, CenterCrop, comes behind step 1, ToTensor, which makes a tensor");
        Should.Throw<ArgumentException>(() => new Compose([new ToTensor(), new ToTensor()]));
        Should.Throw<ArgumentException>(() => new Normalize([0], [0]));
    }

    static double[] Values(Tensor x) => x.To(DType.Float64).ToArray<double>();

    sealed class Negative : ITensorTransform
    {
        public Tensor Apply(Tensor x, Generator random) => -x;
    }
}
