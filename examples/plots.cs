// Pictures of data, of a training, and of what was learned; each as .svg and .png.
//
//     dotnet run examples/plots.cs
using Flint; using Flint.Data; using Flint.Imaging; using Flint.NN; using Flint.Optim;

var digits = Mnist.Train();
new ImageGrid
{
    Title = "MNIST",
    Images = [.. Enumerable.Range(0, 24).Select(i => new Image(28, 28, channels: 1, digits.Inputs[i].ToArray<byte>()))],
    Captions = [.. Enumerable.Range(0, 24).Select(i => $"{digits.Targets[i].Item<int>()}")],
}.SaveBoth("digits");

// The simplest network: each digit's score is a weighted sum of the pixels.
Flint.Random.Seed(1);
var net = new Linear(28 * 28, 10);
var optimizer = new Sgd(net.Parameters(), lr: 0.01, momentum: 0.9);
var losses = new List<double>();
foreach (var (images, labels) in new DataLoader(digits, batchSize: 64, shuffle: true, seed: 1))
{
    var loss = Loss.CrossEntropy(net.Forward(images.Flatten(1)), labels);
    optimizer.ZeroGrad(); loss.Backward(); optimizer.Step();
    losses.Add(loss.Item());
}

double[] steps = [.. Enumerable.Range(1, losses.Count)];
double[] smooth = [.. losses.Select((_, i) => losses[Math.Max(0, i - 9)..(i + 1)].Average())];
new LineChart
{
    Title = "softmax regression on MNIST",
    XLabel = "step",
    YLabel = "loss",
    Series = [new("each batch", steps, losses), new("mean of ten", steps, smooth)],
}.SaveBoth("losses");

// Its weights, as pictures: bright pixels speak for the digit, dark ones against it.
new ImageGrid { Title = "what speaks for each digit", Images = [.. Enumerable.Range(0, 10).Select(Weights)], Captions = Mnist.Classes, Columns = 5 }
    .SaveBoth("weights");
Console.WriteLine("digits, losses and weights are drawn, each as .svg and .png");

Image Weights(int digit)
{
    using var _ = new NoGrad();
    var w = net.Weight[digit];
    var bytes = (w / w.Abs().Max() * 127 + 128).Clamp(0, 255).To(DType.UInt8);
    return new(28, 28, channels: 1, bytes.ToArray<byte>());
}
