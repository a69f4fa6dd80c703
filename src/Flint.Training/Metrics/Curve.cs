using Flint.Imaging;

namespace Flint.Training;

/// <summary>A metric that a curve stands behind; <see cref="RunPictures"/> draws it.</summary>
public interface ICurveMetric
{
    /// <summary>The curve over everything added so far; null before there is one.</summary>
    LineChart? Chart();
}

/// <summary>A point of a ROC or precision-recall curve: what is at least <paramref name="Threshold"/> is taken for positive.</summary>
/// <param name="X">False positive rate, or recall.</param>
/// <param name="Y">True positive rate, or precision.</param>
/// <param name="Threshold">Infinite where nothing is positive.</param>
public readonly record struct CurvePoint(double X, double Y, double Threshold);
