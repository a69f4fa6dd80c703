using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>The last elements of a run, fewer than a lane holds: copied to whole lanes on the stack, computed there, copied back.</summary>
readonly unsafe struct Remainder(nint start, nint end, int width, int size, int outputSize)
{
    const int LaneBytes = 64, MaxInputs = 4;

    [SkipLocalsInit]
    internal void Run(delegate*<void*, byte**, nint, bool, void> loop, void* op, byte** operands, int inputs)
    {
        var memory = stackalloc byte[(1 + MaxInputs) * LaneBytes];
        var lanes = stackalloc byte*[1 + MaxInputs];
        lanes[0] = memory;
        for (var k = 1; k <= inputs; k++)
        {
            lanes[k] = memory + k * LaneBytes;
            var source = operands[k] + start * size;
            // Unused elements repeat the last one: no division by zero, no slow subnormals.
            if (size == 4) Spread((int*)source, (int*)lanes[k]);
            else if (size == 8) Spread((long*)source, (long*)lanes[k]);
            else Spread(source, lanes[k]);
        }
        loop(op, lanes, width, false);
        Unsafe.CopyBlockUnaligned(operands[0] + start * outputSize, memory, (uint)((end - start) * outputSize));
    }

    void Spread<T>(T* source, T* lane) where T : unmanaged
    {
        var last = (int)(end - start) - 1;
        for (var i = 0; i < width; i++) lane[i] = source[Math.Min(i, last)];
    }
}
