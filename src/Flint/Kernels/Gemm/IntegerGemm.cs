using System.Numerics;

namespace Flint.Kernels;

/// <summary>Products of integer matrices: exact, wrapping on overflow, without ceremony.</summary>
static unsafe class IntegerGemm
{
    internal static void Multiply<T>(MatrixBatch batch, T* a, T* b, T* c) where T : unmanaged, INumber<T>
    {
        for (long i = 0; i < batch.Count; i++, c += (nint)batch.M * batch.N)
        {
            batch.Offsets(i, out var atA, out var atB);
            new Span<T>(c, batch.M * batch.N).Clear();
            for (var row = 0; row < batch.M; row++)
                for (var p = 0; p < batch.K; p++)
                {
                    var x = a[atA + row * batch.ARow + p * batch.AColumn];
                    T* y = b + atB + p * batch.BRow, sum = c + (nint)row * batch.N;
                    for (var j = 0; j < batch.N; j++) sum[j] += x * y[j * batch.BColumn];
                }
        }
    }
}
