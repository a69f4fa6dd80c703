using System.Globalization;
using Flint.Data;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>All pairs of pictures of people, and how well ways to compare them do.</summary>
static class FacePairs
{
    /// <summary>The share of pairs of different people that may pass for one.</summary>
    internal const double FalseAcceptRate = 0.01;

    /// <summary>Over all pairs of unit vectors [N, D], the mean of 1 - cos for one person, of max(0, cos) for two.</summary>
    internal static Tensor Loss(Tensor embeddings, Tensor people)
    {
        var n = embeddings.Size(0);
        var (first, second) = (new List<long>(), new List<long>());
        for (var i = 0; i < n; i++)
            for (var j = i + 1; j < n; j++)
            {
                first.Add(i);
                second.Add(j);
            }
        var (a, b) = (Tensor.From<long>([.. first]), Tensor.From<long>([.. second]));
        var same = people.IndexSelect(0, a).Eq(people.IndexSelect(0, b)).To(embeddings.DType) * 2 - 1;
        return NN.Loss.CosineEmbedding(embeddings.IndexSelect(0, a), embeddings.IndexSelect(0, b), same);
    }

    /// <summary>The table of the folds and their means.</summary>
    internal static ResultTable Table(FoldResult[] folds, (string Name, double Auc, double Rate)[] means)
    {
        string[] columns = ["fold", .. means.SelectMany(m => new[] { $"{m.Name} AUC", $"TAR at {FalseAcceptRate:p0} FAR" })];
        var rows = folds.Index().Select(f => Row($"{f.Index + 1}", f.Item.All.Select(w => (w.Auc.Value, w.Rate.Value))));
        return new("Pairs of people not seen in training", columns, [.. rows, Row("mean", means.Select(m => (m.Auc, m.Rate)))]);
    }

    static string[] Row(string name, IEnumerable<(double Auc, double Rate)> figures) =>
        [name, .. figures.SelectMany(f => new[] { f.Auc.ToString("0.0000", CultureInfo.InvariantCulture), f.Rate.ToString("p1", CultureInfo.InvariantCulture) })];
}

/// <summary>How well one way to compare two pictures tells people apart.</summary>
/// <param name="Name">The way.</param>
/// <param name="Similarity">[N, N], of each picture to each.</param>
/// <param name="Auc">The area under the ROC curve.</param>
/// <param name="Rate">The true accept rate, and its threshold.</param>
sealed record Comparison(string Name, Tensor Similarity, VerificationAuc Auc, TrueAcceptRate Rate)
{
    internal static Comparison Of(string name, Tensor similarity, long[] people)
    {
        var (auc, rate) = (new VerificationAuc(), new TrueAcceptRate(FacePairs.FalseAcceptRate));
        auc.Add(similarity, people);
        rate.Add(similarity, people);
        return new(name, similarity, auc, rate);
    }
}

/// <summary>A fold: its training, and what each way to compare makes of the people held out.</summary>
/// <param name="Part">The training.</param>
/// <param name="Test">The pictures held out.</param>
/// <param name="People">Who is on each of them.</param>
/// <param name="All">The network first, then the baselines.</param>
sealed record FoldResult(StudyPart Part, int[] Test, long[] People, IReadOnlyList<Comparison> All)
{
    internal Comparison Net => All[0];

    internal static FoldResult Of(StudyPart part, FacesVerify.FaceNet net, TensorDataset data, DataSplit fold)
    {
        using var _ = new NoGrad();
        net.Eval();
        var (known, unseen) = (data.Subset(fold.Train).All().Inputs, data.Subset(fold.Test).All());
        var people = unseen.Targets.ToArray<long>();
        var embeddings = net.Embed(unseen.Inputs);
        return new(part, fold.Test, people,
        [
            Comparison.Of("network", embeddings.MatMul(embeddings.Transpose(0, 1)), people),
            .. FaceBaselines.Similarities(known.Flatten(1), unseen.Inputs.Flatten(1)).Select(b => Comparison.Of(b.Name, b.Similarity, people)),
        ]);
    }
}
