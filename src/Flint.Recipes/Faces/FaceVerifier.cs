using System.Text.Json;
using System.Text.Json.Serialization;
using Flint.Data;
using Flint.Imaging;
using Flint.IO;
using Flint.Training;

namespace Flint.Recipes;

/// <summary>The network of the first fold of a <see cref="FacesVerify"/> study, with the threshold that its ten unseen people gave.</summary>
public sealed class FaceVerifier : TrainedModel
{
    readonly FacesVerify.FaceNet net;
    readonly double threshold;

    internal FaceVerifier(RunFolder folder, string weights) : base(folder)
    {
        threshold = JsonSerializer.Deserialize(File.ReadAllText(StateFile(folder)), FaceVerifierJson.Default.FaceVerifierState)!.Threshold;
        net = new(folder.Config.Model.Classes);
        net.Load(weights);
        net.Eval();
    }

    /// <summary>Keeps from which similarity on two pictures are of one person.</summary>
    internal static void Save(RunFolder folder, double threshold) => AtomicFile.Write(
        StateFile(folder), JsonSerializer.Serialize(new(threshold, FacePairs.FalseAcceptRate), FaceVerifierJson.Default.FaceVerifierState) + "\n");

    /// <summary>Measures it on all pairs of the people of the run's data that it was not trained on, or of all people of other data.</summary>
    /// <param name="data">Name or folder; null for the data of the run.</param>
    /// <param name="cancel">Stops before measuring.</param>
    public override Evaluation Evaluate(string? data = null, CancellationToken cancel = default)
    {
        var own = Folder.Config.Arguments.Data;
        var faces = FacesVerify.Read(data ?? own);
        int[] chosen = data is null || data == own ? FacesVerify.Split(faces)[0].Test : [.. Enumerable.Range(0, faces.Count)];
        return FacesVerify.Training(net, Folder.Config.Arguments, stepsPerEpoch: 1, net.Embed).Evaluate(new DataLoader(faces.Subset(chosen), batchSize: chosen.Length), cancel);
    }

    /// <summary>Not to be had: a picture is compared with another.</summary>
    /// <exception cref="InputException">Always.</exception>
    public override IReadOnlyList<Prediction> Predict(string path) => Predict([path]).First();

    /// <summary>The first picture compared with each of the others.</summary>
    /// <exception cref="InputException">There is only one.</exception>
    /// <exception cref="ImageFormatException">A file is no picture.</exception>
    public override IEnumerable<IReadOnlyList<Prediction>> Predict(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count < 2) throw new InputException($"A run of {Folder.Config.Recipe} compares pictures of faces: give two, or one and those to compare it with.");
        using var _ = new NoGrad();
        var embeddings = net.Embed(Tensor.Concat([.. paths.Select(Input)], 0));
        var similarities = embeddings.MatMul(embeddings[0]).ToArray<float>();
        return [[.. paths.Skip(1).Select((path, i) => new SimilarityPrediction(paths[0], path, similarities[i + 1], threshold))]];
    }

    static Tensor Input(string path)
    {
        var bytes = FacesVerify.Fitted(Image.Load(path));
        return Tensor.From(Array.ConvertAll(bytes, b => Normalization.Unit.Apply(b, 0)), [1, 1, FacesVerify.Height, FacesVerify.Width]);
    }

    static string StateFile(RunFolder folder) => folder.File("verifier.json");
}

sealed record FaceVerifierState(double Threshold, double FalseAcceptRate);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(FaceVerifierState))]
sealed partial class FaceVerifierJson : JsonSerializerContext;
