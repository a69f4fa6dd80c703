// Two operations of your own, with gradients: they are written exactly as Flint's are.
//
//     dotnet run examples/custom-operation.cs
using System.Runtime.CompilerServices;
using Flint; using Flint.Kernels;

var x = Tensor.From(-2f, -1, 0, 1, 2);
x.RequiresGrad = true;
Console.WriteLine($"squared ReLU {x.SquaredRelu()}");
Console.WriteLine($"norm         {x.Norm()}");

x.Norm().Backward();
Console.WriteLine($"its gradient {x.Grad}");

// Compares the gradients with differences of the function's values; throws where they do not agree.
var values = Tensor.RandN([3, 4], DType.Float64);
values.RequiresGrad = true;
GradCheck.Check(v => v[0].SquaredRelu(), [values]);
GradCheck.Check(v => v[0].Norm(), [values]);
Console.WriteLine("both gradients agree with central differences");

static class MyOps
{
    extension(Tensor x)
    {
        /// <summary>max(x, 0)² (So et al. 2021).</summary>
        public Tensor SquaredRelu() => Elementwise.Unary<SquaredReluBody>(x);

        /// <summary>√Σx², the Euclidean norm of all elements.</summary>
        public Tensor Norm()
        {
            var y = x.Detach().Square().Sum().Sqrt(); // Record tells the gradient, so nothing is recorded here
            return Tape.Record(y, x, dy => dy * x.Detach() / y, saved: [x, y]);
        }
    }

    // Element by element: one body serves every element type and register width, from scalar code to 512 bits.
    readonly struct SquaredReluBody : IUnaryOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Forward<V>(V x) where V : struct, ILane<V>
        {
            var positive = V.Max(x, V.Zero);
            return positive * positive;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Gradient<V>(V dy, V x, V y) where V : struct, ILane<V> => dy * V.Const(2) * V.Max(x, V.Zero);
    }
}
