using Flint.NN;

namespace Flint.Vision;

/// <summary>
/// The vision transformer (Dosovitskiy et al. 2021) as torchvision has it: the picture's patches and a class token are a sequence for a
/// transformer's encoder, norms first. Input [N, 3, size, size], output logits [N, classes].
/// </summary>
public sealed class VisionTransformer : Module, ILayer
{
    readonly Tensor classToken;
    readonly Conv2d convProj;
    readonly VisionEncoder encoder;
    readonly Sequential heads;
    readonly int size;

    /// <summary>A network with random weights.</summary>
    /// <param name="config">Which of the family: <see cref="VisionTransformerConfig.B16"/>, ...</param>
    /// <param name="classes">The number of logits.</param>
    /// <param name="size">Height and width of the pictures, a multiple of the patch.</param>
    /// <exception cref="ArgumentOutOfRangeException">The patches do not cover the size.</exception>
    public VisionTransformer(VisionTransformerConfig config, int classes = 1000, int size = 224)
    {
        if (size < config.Patch || size % config.Patch != 0)
            throw new ArgumentOutOfRangeException(nameof(size), size, $"A vision transformer of patches of {config.Patch} needs pictures of a multiple of {config.Patch}.");
        this.size = size;
        var patches = size / config.Patch * (size / config.Patch);
        classToken = Parameter(Tensor.Zeros([1, 1, config.Hidden]));
        convProj = new(3, config.Hidden, kernel: config.Patch, stride: config.Patch);
        encoder = new(config, patches + 1);
        var head = new Linear(config.Hidden, classes);
        heads = new() { { "head", head } };

        Init.TruncNormal(convProj.Weight, std: 1 / Math.Sqrt(3.0 * config.Patch * config.Patch));
        Init.Zeros(convProj.Bias!);
        Init.Zeros(head.Weight);
        Init.Zeros(head.Bias!);
    }

    /// <summary>Logits [N, classes] of pictures [N, 3, size, size].</summary>
    /// <exception cref="ShapeException">The pictures have another size, which the positions do not know.</exception>
    public Tensor Forward(Tensor x)
    {
        if (x.Rank != 4 || x.Size(2) != size || x.Size(3) != size)
            throw new ShapeException($"This VisionTransformer has positions for pictures [N, 3, {size}, {size}], but got {x.Shape}: resize them, or make it with their size.");
        x = convProj.Forward(x).Flatten(2).Transpose(1, 2);                                    // (N, patches, hidden)
        x = Tensor.Concat([classToken.Expand([x.Size(0), 1, x.Size(2)]), x], dim: 1);
        return heads.Forward(encoder.Forward(x).Select(1, 0));
    }
}

/// <summary>Which vision transformer.</summary>
/// <param name="Layers">Encoder layers.</param>
/// <param name="Heads">Heads of attention.</param>
/// <param name="Hidden">Features of a patch.</param>
/// <param name="Mlp">Hidden units of a layer's feed-forward part.</param>
/// <param name="Patch">Height and width of a patch.</param>
public sealed record VisionTransformerConfig(int Layers, int Heads, int Hidden, int Mlp, int Patch = 16)
{
    /// <summary>86.6 million parameters at 224 x 224.</summary>
    public static VisionTransformerConfig B16 { get; } = new(12, 12, 768, 3072);

    /// <summary>DeiT's tiny one (Touvron et al. 2021), 5.7 million parameters at 224 x 224.</summary>
    public static VisionTransformerConfig Tiny16 { get; } = new(12, 3, 192, 768);
}

/// <summary>Adds positions, then layers of attention and feed-forward, then a norm.</summary>
sealed class VisionEncoder : Module, ILayer
{
    readonly Tensor posEmbedding;
    readonly Sequential layers = [];
    readonly LayerNorm ln;

    internal VisionEncoder(VisionTransformerConfig config, int steps)
    {
        posEmbedding = Parameter(Init.Normal(Tensor.Empty([1, steps, config.Hidden]), std: 0.02));
        for (var i = 0; i < config.Layers; i++) layers.Add($"encoder_layer_{i}", new VisionEncoderLayer(config));
        ln = new(config.Hidden, eps: 1e-6);
    }

    public Tensor Forward(Tensor x) => Observe(ln.Forward(layers.Forward(x + posEmbedding)));
}

/// <summary><c>x + attention(norm(x))</c>, then <c>x + mlp(norm(x))</c>.</summary>
sealed class VisionEncoderLayer : Module, ILayer
{
    [Key("ln_1")] readonly LayerNorm ln1;
    readonly MultiheadAttention selfAttention;
    [Key("ln_2")] readonly LayerNorm ln2;
    readonly Sequential mlp;

    internal VisionEncoderLayer(VisionTransformerConfig config)
    {
        ln1 = new(config.Hidden, eps: 1e-6);
        selfAttention = new(config.Hidden, config.Heads, batchFirst: true);
        ln2 = new(config.Hidden, eps: 1e-6);
        Linear first = new(config.Hidden, config.Mlp), second = new(config.Mlp, config.Hidden);
        mlp = new() { { "0", first }, { "1", new Gelu() }, { "3", second } };
        foreach (var linear in (Linear[])[first, second])
        {
            Init.XavierUniform(linear.Weight);
            Init.Normal(linear.Bias!, std: 1e-6);
        }
    }

    public Tensor Forward(Tensor x)                                                            // (N, steps, hidden)
    {
        var y = ln1.Forward(x);
        x = x + selfAttention.Forward(y, y, y, needWeights: false).Output;
        return Observe(x + mlp.Forward(ln2.Forward(x)));
    }
}
