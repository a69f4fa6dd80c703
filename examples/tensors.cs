// Tensors: making, indexing, broadcasting, changing in place, printing; on handwritten digits.
//
//     dotnet run examples/tensors.cs
using Flint; using Flint.Data;

// Made from values, by a rule, or at random; the element type is Float32 unless said otherwise.
var weights = Tensor.From(0.25f, 0.5f, 0.25f);                   // shape [3]
var steps = Tensor.Arange(6).Reshape(2, 3);                      // Int64, as C#'s whole numbers are
var noise = Tensor.RandN([2, 3], generator: new Generator(1));
Console.WriteLine($"{weights}\n{steps}\n{noise.Shape} of {noise.DType}");

// 1,797 real images of 8x8 counts from 0 to 16, stored as bytes.
var images = Digits.Test().Inputs;
Console.WriteLine($"\nimages {images.Shape}, {images.DType}; the first:\n{images[0, 0]}");

// Ranges and ^ count as in C#. What an indexer gives is a view: it shares the memory.
var corner = images[0, 0, ..3, ^3..];
var everySecond = images[0, 0, TensorIndex.Step(.., 2), TensorIndex.Step(.., 2)];
Console.WriteLine($"\nits upper right corner:\n{corner}\nevery second pixel:\n{everySecond}");

// Shapes are broadcast as in NumPy: sizes are matched from the right, and 1 stretches.
var pixels = images.To(DType.Float32).Flatten(1);                // [1797, 64]
var mean = pixels.Mean(0);                                       // [64]
var deviation = (pixels - mean).Square().Mean(0).Sqrt();         // [1797, 64] - [64]
Console.WriteLine($"\nmean of each pixel, over all images:\n{mean.Reshape(8, 8).Round().To(DType.Int32)}");
Console.WriteLine($"the pixel that differs most: number {deviation.ArgMax().Item<int>()}");

// Operators with = and assignment through an indexer change a tensor in place.
var framed = images[0, 0].Clone();
framed[0] = 1; framed[^1] = 1; framed[.., 0] = 1; framed[.., ^1] = 1;
framed *= 2;
Console.WriteLine($"\nin a frame:\n{framed}");

// To and from .NET: a copy, the tensor's own memory as a span, or a tensor on your array.
float[] copy = mean.ToArray<float>();
Span<float> own = mean.AsSpan<float>();
own[0] = 100;
var shared = Tensor.Wrap(copy, [8, 8]);
Console.WriteLine($"\n{mean[0].Item()} in the tensor, {shared[0, 0].Item()} in the copy");
