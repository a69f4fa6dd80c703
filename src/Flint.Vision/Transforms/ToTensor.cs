namespace Flint.Vision.Transforms;

/// <summary>Where a <see cref="Compose"/> turns from pictures to tensors: bytes [H, W, C] become Float32 [C, H, W] from 0 to 1.</summary>
public sealed class ToTensor : ITransform;
