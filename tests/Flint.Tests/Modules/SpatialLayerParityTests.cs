using Flint.NN;
using Flint.Testing;

namespace Flint.Tests.Modules;

/// <summary>As <see cref="LayerParityTests"/>, for layers of signals, images and volumes.</summary>
public class SpatialLayerParityTests
{
    static readonly Dictionary<string, Func<Module>> Layers = new()
    {
        ["conv1d"] = () => new Conv1d(4, 6, kernel: 3, stride: 2, padding: 1, dilation: 2, groups: 2),
        ["conv1d_circular"] = () => new Conv1d(2, 3, kernel: 4, padding: Padding.Same, paddingMode: PadMode.Circular),
        ["conv2d_same"] = () => new Conv2d(2, 3, kernel: (2, 4), padding: Padding.Same),
        ["conv2d_reflect"] = () => new Conv2d(2, 3, kernel: 3, padding: (2, 1), stride: 2, paddingMode: PadMode.Reflect),
        ["conv2d_replicate"] = () => new Conv2d(2, 3, kernel: 3, padding: (2, 3), paddingMode: PadMode.Replicate, bias: false),
        ["conv2d_circular"] = () => new Conv2d(2, 3, kernel: 3, padding: 1, paddingMode: PadMode.Circular),
        ["conv3d"] = () => new Conv3d(2, 4, kernel: (3, 2, 1), stride: (1, 2, 1), padding: (2, 0, 1)),
        ["conv3d_replicate"] = () => new Conv3d(2, 2, kernel: 2, padding: 1, paddingMode: PadMode.Replicate),
        ["conv_transpose1d"] = () => new ConvTranspose1d(4, 6, kernel: 3, stride: 2, padding: 1, outputPadding: 1, groups: 2),
        ["conv_transpose2d"] = () => new ConvTranspose2d(4, 2, kernel: (3, 2), stride: 2, dilation: (1, 2)),
        ["conv_transpose3d"] = () => new ConvTranspose3d(2, 3, kernel: 2, stride: (2, 1, 2), bias: false),
        ["batch_norm3d"] = () => new BatchNorm3d(2, momentum: 0.2),
        ["instance_norm1d"] = () => new InstanceNorm1d(3),
        ["instance_norm2d"] = () => new InstanceNorm2d(3, affine: true, trackRunningStats: true, momentum: 0.3),
        ["instance_norm2d_eval"] = () => new InstanceNorm2d(3, affine: true, trackRunningStats: true),
        ["instance_norm3d"] = () => new InstanceNorm3d(2, affine: true, eps: 1e-3),
        ["group_norm"] = () => new GroupNorm(2, 6, eps: 1e-3),
        ["local_response_norm"] = () => new LocalResponseNorm(3),
        ["avg_pool2d"] = () => new AvgPool2d(3, 2, 1, divisorOverride: 4),
        ["avg_pool3d"] = () => new AvgPool3d((2, 3, 1), 2),
        ["max_pool1d"] = () => new MaxPool1d(3, 2, 1),
        ["max_pool3d"] = () => new MaxPool3d(2, (1, 2, 2)),
        ["adaptive_avg_pool3d"] = () => new AdaptiveAvgPool3d((2, 3, 1)),
        ["lp_pool2d"] = () => new LPPool2d(2, 2),
        ["upsample"] = () => new Upsample(scaleFactor: 2, mode: InterpolationMode.Bilinear),
        ["upsample_size"] = () => new Upsample(size: [5, 3]),
        ["upsampling_nearest2d"] = () => new UpsamplingNearest2d(scaleFactor: 3),
        ["upsampling_bilinear2d"] = () => new UpsamplingBilinear2d(size: (5, 7)),
        ["pixel_shuffle"] = () => new PixelShuffle(2),
        ["pixel_unshuffle"] = () => new PixelUnshuffle(3),
        ["channel_shuffle"] = () => new ChannelShuffle(2),
        ["unfold"] = () => new Unfold((2, 3), padding: 1, stride: 2),
        ["fold"] = () => new Fold((5, 6), (2, 3)),
    };

    public static TheoryData<string, DType> Cases =>
        [.. Layers.Keys.SelectMany(name => ((DType[])[DType.Float64, DType.Float32]).Select(dtype => new TheoryDataRow<string, DType>(name, dtype)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Same_keys_same_outputs_same_state_afterwards(string name, DType dtype) =>
        LayerParityTests.Check($"spatial_modules:layer_{name}", name, Layers[name](), dtype);

    [Fact]
    public void Pooling_and_unpooling_give_back_the_maxima_at_their_places()
    {
        var x = Tensor.From([1f, 5, 2, 0, 3, 4, 7, 6], [1, 2, 4]);
        var (y, indices) = new MaxPool1d(2).ForwardWithIndices(x);
        new MaxUnpool1d(2).Forward(y, indices).ToArray<float>().ShouldBe([0f, 5, 2, 0, 0, 4, 7, 0]);
    }

    [Fact]
    public void Errors_name_the_layer()
    {
        static string Message(Func<object?> act) => Record.Exception(act).ShouldNotBeNull().Message;
        Message(() => new Conv3d(2, 4, 3).Forward(Tensor.Zeros([1, 3, 4, 4, 4])))
            .ShouldBe("Conv3d expects 2 input channels (weight [4, 2, 3, 3, 3]) but got [1, 3, 4, 4, 4]: channels are dimension 1.");
        Message(() => new ConvTranspose2d(2, 4, 3).Forward(Tensor.Zeros([3, 4, 4])))
            .ShouldBe("ConvTranspose2d expects 2 input channels (weight [2, 4, 3, 3]) but got [3, 4, 4]: channels are dimension 0.");
        Message(() => new Conv1d(2, 4, 3).Forward(Tensor.Zeros([4]))).ShouldBe("Conv1d expects [N, C, L] or [C, L] but got [4].");
        Message(() => new Conv2d(1, 1, 3, padding: 3, paddingMode: PadMode.Reflect).Forward(Tensor.Zeros([1, 1, 3, 9])))
            .ShouldBe("Pad by 3 and 3 in mode Reflect does not fit dimension 2 of [1, 1, 3, 9]: a border of at most 2, a cut of at most 3.");
        Message(() => new Conv3d(1, 1, 3, padding: (1, 2))).ShouldBe("Conv3d pads 3 dimensions, but padding (1, 2) is for 2: give one number, or 3.");
        Message(() => new ConvTranspose1d(3, 4, 2, groups: 2))
            .ShouldBe("ConvTranspose1d cannot split 3 input and 4 output channels into 2 groups: both must be multiples.");
        Message(() => new GroupNorm(4, 6)).ShouldBe("GroupNorm cannot cut 6 channels into 4 groups of equal size.");
        Message(() => new GroupNorm(2, 6).Forward(Tensor.Zeros([2, 4, 3])))
            .ShouldBe("GroupNorm expects [N, C, ...] with 6 channels but got [2, 4, 3]: channels are dimension 1.");
        Message(() => new InstanceNorm2d(3).Forward(Tensor.Zeros([2, 3, 4])))
            .ShouldBe("InstanceNorm2d expects [N, C, H, W] or [C, H, W] with 3 channels but got [2, 3, 4]: channels are dimension 0.");
        Message(() => new RMSNorm(4).Forward(Tensor.Zeros([2, 3]))).ShouldBe("RMSNorm normalises the last dimensions [4] but got [2, 3].");
        Message(() => new Upsample()).ShouldBe("Upsample needs size or scaleFactor, one of the two.");
    }
}
