using System.Globalization;
using Flint.Data;
using Flint.Imaging;
using Flint.NN;
using Flint.Optim;
using Flint.Training;
using Flint.Vision;

namespace Flint.Recipes;

/// <summary>
/// Face verification: a network learns to tell the people of three folds apart by ArcFace, and is measured on whether it tells the people of the fourth,
/// whom it has never seen, apart by the cosine between embeddings.
/// </summary>
public sealed class FacesVerify : Study<TensorDataset>
{
    const int Folds = 4;

    /// <summary>The size of the pictures that the network sees.</summary>
    internal const int Height = 56, Width = 46;

    /// <inheritdoc/>
    public override string Name => "faces-verify";

    /// <inheritdoc/>
    public override string Summary => "face verification: ArcFace embeddings of the ORL faces, on people not seen in training, against pixels and PCA";

    /// <inheritdoc/>
    public override RunArguments Defaults => new(Epochs: 40, BatchSize: 30, Lr: 0.002, Seed: 1, Data: OrlFaces.Name);

    // Data: a folder of pictures for each person, 40 people by 10 pictures.

    /// <inheritdoc/>
    protected override TensorDataset Load(string source) => Read(source);

    internal static TensorDataset Read(string source)
    {
        var faces = OrlFaces.Load(source == OrlFaces.Name ? null : source);
        var (height, width) = (faces.Inputs.Size(2), faces.Inputs.Size(3));
        byte[] small = [.. faces.Inputs.ToArray<byte>().Chunk(height * width).SelectMany(pixels => Fitted(new(width, height, 1, pixels)))];
        return new(Tensor.From(small, [faces.Count, 1, Height, Width]), faces.Targets, faces.Normalization, faces.Classes);
    }

    /// <summary>The middle of a picture, cut to the network's aspect, scaled to its size.</summary>
    internal static byte[] Fitted(Image picture)
    {
        var canvas = Canvas.Luminance(picture);
        var height = Math.Min(canvas.Height, Math.Max(1, canvas.Width * Height / Width));
        var width = Math.Min(canvas.Width, Math.Max(1, canvas.Height * Width / Height));
        canvas = canvas.Crop(((canvas.Height - height) / 2, (canvas.Width - width) / 2, height, width)).Resize(Height, Width);
        return Array.ConvertAll(canvas.Pixels, p => (byte)MathF.Round(Math.Clamp(p, 0, 1) * 255));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Labels(TensorDataset data) => data.Classes;

    /// <inheritdoc/>
    protected override Preprocessing Preprocessing(TensorDataset data) => new([Height, Width], 1, 1.0 / 255, [0f], [1f], 0);

    /// <summary>Parts that tear no person apart.</summary>
    internal static DataSplit[] Split(TensorDataset data) => new GroupKFold(Folds).Split(data.Targets.ToArray<long>());

    // Model: four convolutions, and an embedding of 128 numbers of which only the direction counts.

    /// <summary>conv 1-16-32-64-64 (3x3, batch normalisation, ReLU; 2x2 max pooling after the first three), dropout, 2240-128, batch normalisation.</summary>
    public sealed class FaceNet(int people) : Module
    {
        const int Embedding = 128;

        readonly Conv2d conv1 = Conv(1, 16), conv2 = Conv(16, 32), conv3 = Conv(32, 64), conv4 = Conv(64, 64);
        readonly BatchNorm2d bn1 = new(16), bn2 = new(32), bn3 = new(64), bn4 = new(64);
        readonly Dropout dropout = new(0.2);
        readonly Linear fc = new(64 * (Height / 8) * (Width / 8), Embedding, bias: false);
        readonly BatchNorm1d bn5 = new(Embedding);

        /// <summary>The direction of each person in training; of no use afterwards.</summary>
        public CosineLinear People { get; } = new(Embedding, people);

        /// <summary>Pictures [N, 1, 56, 46], each brought to mean 0 and standard deviation 1, to embeddings [N, 128].</summary>
        public Tensor Forward(Tensor x)
        {
            x = (x - x.Mean([1, 2, 3], keepDim: true)) / (x.Std([1, 2, 3], keepDim: true) + 1e-5);
            x = bn1.Forward(conv1.Forward(x)).Relu().MaxPool2d(2);   // [N, 16, 28, 23]
            x = bn2.Forward(conv2.Forward(x)).Relu().MaxPool2d(2);   // [N, 32, 14, 11]
            x = bn3.Forward(conv3.Forward(x)).Relu().MaxPool2d(2);   // [N, 64, 7, 5]
            x = bn4.Forward(conv4.Forward(x)).Relu();
            return bn5.Forward(fc.Forward(dropout.Forward(x.Flatten(1))));
        }

        /// <summary>
        /// The mean direction of the embeddings of ten views of each picture, of length 1: as it is, moved by 2 pixels to each side, up and down, and each of
        /// these mirrored, as faces are never cut out at quite the same place.
        /// </summary>
        public Tensor Embed(Tensor x)
        {
            Tensor? sum = null;
            foreach (var (right, down) in new[] { (0, 0), (2, 0), (-2, 0), (0, 2), (0, -2) })
            {
                var theta = Tensor.From([1f, 0, 2f * right / Width, 0, 1, 2f * down / Height], [1, 2, 3]).Expand([x.Size(0), 2, 3]);
                var moved = Warped(x, theta);
                var both = Forward(moved).Normalize() + Forward(moved.Flip([3])).Normalize();
                sum = sum is null ? both : sum + both;
            }
            return sum!.Normalize();
        }

        static Conv2d Conv(int from, int to) => new(from, to, kernel: 3, padding: 1, bias: false);
    }

    /// <inheritdoc/>
    protected override ModelInfo Describe(TensorDataset data)
    {
        var people = Split(data)[0].Train.Select(i => data.Targets[i].Item<long>()).Distinct().Count();
        return new(nameof(FaceNet), people, new FaceNet(people).Parameters().Sum(p => p.Count));
    }

    // Training: mirrored, turned, scaled and moved pictures; the margin makes one person's embeddings keep together. Measured on all pairs of a batch.

    /// <param name="net">The network.</param>
    /// <param name="arguments">Epochs and learning rate.</param>
    /// <param name="stepsPerEpoch">For the schedule.</param>
    /// <param name="measured">What gives the embeddings that are measured: a single view after each epoch, all ten at the end.</param>
    internal static Trainer Training(FaceNet net, RunArguments arguments, int stepsPerEpoch, Func<Tensor, Tensor> measured)
    {
        Tensor Forward(Tensor x) => net.IsTraining ? net.Forward(Augmented(x)) : measured(x);
        Tensor Measure(Tensor y, Tensor t) => net.IsTraining ? Loss.ArcFace(net.People.Forward(y), t, scale: 16, margin: 0.3) : FacePairs.Loss(y, t);
        var optimizer = new AdamW(net.Parameters(), lr: arguments.Lr, weightDecay: 5e-4);
        return new(net, Forward, Measure, optimizer)
        {
            Schedule = new OneCycleLr(optimizer, maxLr: arguments.Lr, totalSteps: arguments.Epochs * stepsPerEpoch, cycleMomentum: false),
            Metrics = () => [new VerificationAuc(), new TrueAcceptRate(FacePairs.FalseAcceptRate)],
        };
    }

    /// <summary>Half of the pictures mirrored; turned by up to 8 degrees, up to 10% larger or smaller, moved by up to 6% of their size.</summary>
    static Tensor Augmented(Tensor x)
    {
        var n = x.Size(0);
        var (angle, scale, mirror) = (Between(-0.14, 0.14), Between(0.9, 1.1), (Tensor.Rand([n]) - 0.5).Sign());
        var (sin, cos) = (angle.Sin() * scale, angle.Cos() * scale);
        var theta = Tensor.Stack([cos * mirror, -sin, Between(-0.12, 0.12), sin * mirror, cos, Between(-0.12, 0.12)], 1).Reshape(n, 2, 3);
        return Warped(x, theta);

        Tensor Between(double low, double high) => Tensor.Rand([n]) * (high - low) + low;
    }

    static Tensor Warped(Tensor x, Tensor theta) => x.GridSample(theta.AffineGrid(x.Shape), paddingMode: GridPadding.Border);

    /// <inheritdoc/>
    public override TrainedModel Open(RunFolder folder, string weights) => new FaceVerifier(folder, weights);

    // Study: a network per fold, after its last epoch (no epoch is chosen by the people it is measured on), and what pixels and PCA give on the same.

    /// <inheritdoc/>
    protected override RunResult Run(StudyRun run, TensorDataset data)
    {
        var folds = Split(data);
        run.PartCount = folds.Length;
        var results = folds.Index().Select(f => Fold(run, data, f.Item, f.Index + 1)).ToArray();
        File.Copy(results[0].Part.Weights, run.Folder.BestFile, overwrite: true);
        FaceVerifier.Save(run.Folder, results[0].Net.Rate.Threshold);
        FacePictures.Draw(run.Folder, data, results);

        var means = results[0].All.Index().Select(m => (m.Item.Name, Auc: results.Average(r => r.All[m.Index].Auc.Value), Rate: results.Average(r => r.All[m.Index].Rate.Value))).ToArray();
        var headline = string.Create(CultureInfo.InvariantCulture,
            $"AUC {means[0].Auc:0.0000} on {results.Sum(r => r.Net.Auc.PairCount):N0} pairs of people not seen in training ({string.Join(", ", means.Skip(1).Select(m => $"{m.Name} {m.Auc:0.0000}"))}); {means[0].Rate:p1} accepted at {FacePairs.FalseAcceptRate:p0} false accepts");
        var figures = means.SelectMany(m => new[] { (m.Name, Key: "auc", Value: m.Auc), (m.Name, Key: "true_accept_rate", Value: m.Rate) })
            .ToDictionary(m => m.Name == means[0].Name ? m.Key : $"{m.Name.Replace(' ', '_').ToLowerInvariant()}_{m.Key}", m => m.Value);
        return new(run.Folder.Path, headline, figures, Tables: [FacePairs.Table(results, means)]);
    }

    static FoldResult Fold(StudyRun run, TensorDataset data, DataSplit fold, int number)
    {
        var people = fold.Train.Select(i => data.Targets[i].Item<long>()).Distinct().ToArray();
        var known = data.Subset(fold.Train).Map(b => b with { Targets = Tensor.From<long>([.. b.Targets.ToArray<long>().Select(p => (long)Array.IndexOf(people, p))]) });
        Random.Seed(run.Arguments.Seed);
        var net = new FaceNet(people.Length);
        var train = new DataLoader(known, run.Arguments.BatchSize, shuffle: true, seed: run.Arguments.Seed);
        var held = new DataLoader(data.Subset(fold.Test), batchSize: fold.Test.Length);
        var part = run.Fit($"fold {number}", Training(net, run.Arguments, train.Count, x => net.Forward(x).Normalize()), train, held);
        return FoldResult.Of(part, net, data, fold);
    }
}
