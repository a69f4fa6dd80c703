namespace Flint.Training.Tests;

public class PairMetricTests
{
    // Directions in the plane at these angles: 0, 10, 90 and 75 degrees; the pairs' cosines fall as the angles between them grow.
    static Tensor Directions(params double[] degrees) =>
        Tensor.From([.. degrees.SelectMany(d => new[] { (float)(3 * Math.Cos(d * Math.PI / 180)), (float)(3 * Math.Sin(d * Math.PI / 180)) })], [degrees.Length, 2]);

    [Fact]
    public void All_pairs_are_ranked_by_the_cosine()
    {
        var auc = new VerificationAuc();
        auc.Add(Directions(0, 10, 90, 75), Tensor.From<long>([1, 1, 2, 1]));
        auc.PairCount.ShouldBe(6);
        // One person: 10, 75 and 65 degrees apart; two people: 90, 80 and 15. Of 9 comparisons 7 are right: 75 and 65 lose to 15.
        auc.Value.ShouldBe(7.0 / 9, 1e-12);
        auc.Curve()[^1].ShouldBe(new(1, 1, auc.Curve()[^1].Threshold));
    }

    [Fact]
    public void The_rate_is_the_best_that_keeps_to_the_false_accepts()
    {
        // Similarities of ten pairs of five people, of whom 0 and 1, 2 and 3 are one each: accepted are those of at least the threshold.
        var scores = new double[5, 5];
        foreach (var (i, j, s) in new[] { (0, 1, 0.9), (2, 3, 0.6), (0, 2, 0.7), (0, 3, 0.5), (0, 4, 0.4), (1, 2, 0.3), (1, 3, 0.2), (1, 4, 0.1), (2, 4, 0.05), (3, 4, 0.0) }) scores[i, j] = s;
        var similarity = Tensor.From([.. scores.Cast<double>()], [5, 5]);
        long[] people = [0, 0, 1, 1, 2];
        foreach (var (allowed, rate, threshold) in new[] { (0.0, 0.5, 0.9), (0.12, 0.5, 0.9), (0.125, 1.0, 0.6), (1, 1.0, 0.0) })
        {
            var metric = new TrueAcceptRate(allowed);
            metric.Add(similarity, people);
            metric.Value.ShouldBe(rate, $"at {allowed}");
            metric.Threshold.ShouldBe(threshold, $"at {allowed}");
        }
        var none = new TrueAcceptRate();
        none.Value.ShouldBe(double.NaN);
        none.Add(similarity, [0, 1, 2, 3, 4]);
        none.Value.ShouldBe(double.NaN);
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        var auc = new VerificationAuc();
        Should.Throw<ShapeException>(() => auc.Add(Tensor.Zeros([3, 2]), Tensor.From<long>([1, 2])))
            .Message.ShouldBe("VerificationAuc expects embeddings [N, ...] and identities [N], but got [3, 2] and [2].");
        Should.Throw<ArgumentException>(() => auc.Add(Tensor.Full([2, 2], double.NaN), [1, 2])).Message.ShouldContain("NaN");
        auc.PairCount.ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => new TrueAcceptRate(2));
    }
}
