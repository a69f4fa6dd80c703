// A trained network from a file, a digit from a PNG file: which one is it?
//
//     dotnet run examples/mnist.cs        trains a network and leaves net.safetensors
//     dotnet run examples/predict.cs
using Flint; using Flint.Data; using Flint.Imaging; using Flint.Vision;

var net = new ConvNet(classes: 10); // the keys of its weights are those of the network in mnist.cs
net.Load("net.safetensors");
net.Eval();

// A picture to read: the first of MNIST's test images, whose bytes are just what a grey picture holds.
var test = Mnist.Test();
new Image(28, 28, channels: 1, test.Inputs[0].ToArray<byte>()).Save("digit.png");

// Bytes become what the network was trained on by the same formula as in training.
var picture = Image.Load("digit.png").ToGrey();
var bytes = Tensor.Wrap(picture.Pixels, [1, 1, picture.Height, picture.Width]);
var input = new TensorDataset(bytes, Tensor.Zeros([1]), Mnist.Normalization).All().Inputs;

using var _ = new NoGrad(); // no training, so nothing needs to be recorded
var probabilities = net.Forward(input).Softmax(-1)[0];
for (var digit = 0; digit < 10; digit++)
    Console.WriteLine($"{digit}  {probabilities[digit].Item(),6:p1}  {new string('#', (int)(40 * probabilities[digit].Item()))}");
Console.WriteLine($"digit.png is a {probabilities.ArgMax().Item<int>()}; its label is {test.Targets[0].Item<int>()}");
