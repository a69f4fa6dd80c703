// A convolutional network on MNIST's 60,000 digits: one pass, less than a minute.
//
//     dotnet run examples/mnist.cs
using Flint; using Flint.NN; using Flint.Optim; using Flint.Data;

var net = new ConvNet(classes: 10);
var optimizer = new Sgd(net.Parameters(), lr: 0.05f, momentum: 0.9f);
foreach (var (images, labels) in new DataLoader(Mnist.Train(), batchSize: 64, shuffle: true, seed: 1))
{
    var loss = Loss.CrossEntropy(net.Forward(images), labels);
    optimizer.ZeroGrad(); loss.Backward(); optimizer.Step();
}
net.Save("net.safetensors");

sealed class ConvNet(int classes) : Module
{
    readonly Conv2d conv1 = new(1, 32, kernel: 3, padding: 1), conv2 = new(32, 64, kernel: 3, padding: 1);
    readonly Linear fc1 = new(64 * 7 * 7, 128), fc2 = new(128, classes);

    public Tensor Forward(Tensor x)
    {
        x = conv1.Forward(x).Relu().MaxPool2d(2);
        x = conv2.Forward(x).Relu().MaxPool2d(2);
        return fc2.Forward(fc1.Forward(x.Flatten(1)).Relu());
    }
}
