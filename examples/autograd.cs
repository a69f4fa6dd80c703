// Gradients by hand and by the tape: fits y = w x + b to five points.
//
//     dotnet run examples/autograd.cs
using Flint;

var x = Tensor.From(0f, 1, 2, 3, 4);
var y = Tensor.From(1.1f, 2.9f, 5.2f, 6.8f, 9.1f);
Tensor w = Tensor.Zeros([1]), b = Tensor.Zeros([1]);
w.RequiresGrad = b.RequiresGrad = true;

for (var step = 0; step <= 200; step++)
{
    var error = w * x + b - y;
    var loss = (error * error).Mean();
    loss.Backward(); // fills w.Grad and b.Grad

    using (new NoGrad()) // the step itself is not part of the computation to differentiate
    {
        w -= 0.05 * w.Grad!;
        b -= 0.05 * b.Grad!;
    }
    w.Grad = b.Grad = null;
    if (step % 50 == 0) Console.WriteLine($"step {step,3}: loss {loss.Item():f4}, y = {w.Item():f3} x + {b.Item():f3}");
}

// The same derivative by hand: dL/dw = 2 mean((w x + b - y) x).
var byHand = 2 * ((w.Detach() * x + b.Detach() - y) * x).Mean();
((w * x + b - y) * (w * x + b - y)).Mean().Backward();
Console.WriteLine($"dL/dw by the tape {w.Grad!.Item():g4}, by hand {byHand.Item():g4}");
