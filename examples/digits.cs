// A program to hand out: published like this it is a folder of 30 MB that needs no .NET where it runs, and starts in a tenth of a second.
//
//     dotnet publish examples/digits.cs --use-current-runtime --self-contained -p:PublishTrimmed=true -p:PublishReadyToRun=true -o out
//     out/digits
using Flint; using Flint.Data; using Flint.NN; using Flint.Optim; using Flint.Training;

Console.WriteLine("A network with one hidden layer learns the optical digits.");
var net = new Net();
var optimizer = new Adam(net.Parameters(), lr: 1e-3);
var train = new DataLoader(Digits.Train(), batchSize: 64, shuffle: true, seed: 1);
for (var epoch = 1; epoch <= 5; epoch++)
{
    foreach (var (images, labels) in train)
    {
        var loss = Loss.CrossEntropy(net.Forward(images), labels);
        optimizer.ZeroGrad(); loss.Backward(); optimizer.Step();
    }
    Console.WriteLine($"epoch {epoch}: {TestAccuracy():p1} of the test images");
}
net.Save("digits.safetensors");

double TestAccuracy()
{
    using var noGrad = new NoGrad();
    var accuracy = new Accuracy();
    foreach (var (images, labels) in new DataLoader(Digits.Test(), batchSize: 256)) accuracy.Add(net.Forward(images), labels);
    return accuracy.Value;
}

sealed class Net : Module
{
    readonly Linear hidden = new(64, 128), output = new(128, 10);

    public Tensor Forward(Tensor x) => output.Forward(hidden.Forward(x.Flatten(1)).Relu());
}
