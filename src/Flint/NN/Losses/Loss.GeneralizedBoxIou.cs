namespace Flint.NN;

public static partial class Loss
{
    /// <summary>
    /// 1 - IoU + (C - U) / C of boxes: U is the area of both together, C that of the smallest box around both, so that boxes which do not
    /// touch are drawn together, too (Rezatofighi et al., "Generalized intersection over union", 2019; torchvision
    /// <c>generalized_box_iou_loss</c>, whose reduction is none). From 0 for equal boxes to 2.
    /// </summary>
    /// <param name="input">Boxes (left, top, right, bottom) with left ≤ right and top ≤ bottom, [..., 4].</param>
    /// <param name="target">What they should be, of the same shape.</param>
    /// <param name="eps">Added to areas that are divided by.</param>
    /// <param name="reduction">Mean, sum, or the loss of each box.</param>
    /// <exception cref="ShapeException">The shapes differ, or the last dimension is not 4.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor GeneralizedBoxIou(Tensor input, Tensor target, double eps = 1e-7, Reduction reduction = Reduction.Mean)
    {
        LossChecks.Pair("GeneralizedBoxIou", input, target);
        if (input.Rank == 0 || input.Size(-1) != 4)
            throw new ShapeException($"GeneralizedBoxIou expects boxes (left, top, right, bottom) of shape [..., 4], but got {input.Shape}.");
        // Corners (x, y) of the boxes: left top and right bottom.
        var (inputLow, inputHigh) = (input.Narrow(-1, 0, 2), input.Narrow(-1, 2, 2));
        var (targetLow, targetHigh) = (target.Narrow(-1, 0, 2), target.Narrow(-1, 2, 2));
        var sharedLow = inputLow.Maximum(targetLow);
        var shared = BoxArea(sharedLow, inputHigh.Minimum(targetHigh).Maximum(sharedLow));
        var union = BoxArea(inputLow, inputHigh) + BoxArea(targetLow, targetHigh) - shared;
        var around = BoxArea(inputLow.Minimum(targetLow), inputHigh.Maximum(targetHigh));
        return LossChecks.Reduce(1 - shared / (union + eps) + (around - union) / (around + eps), reduction);
    }

    /// <inheritdoc cref="GeneralizedBoxIou(Tensor, Tensor, double, Reduction)"/>
    public static Tensor GeneralizedBoxIou(Tensor input, Tensor target) => GeneralizedBoxIou(input, target, eps: 1e-7);

    static Tensor BoxArea(Tensor low, Tensor high)
    {
        var size = high - low;
        return size.Select(-1, 0) * size.Select(-1, 1);
    }
}
