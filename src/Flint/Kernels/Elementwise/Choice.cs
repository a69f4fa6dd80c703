using System.Runtime.CompilerServices;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>y = condition ? a : b, by element size; a conditional move, so that the data does not steer branches.</summary>
static unsafe class Choice
{
    [MethodImpl(Hot)]
    internal static void Loop<T>(void* op, byte** operands, nint count) where T : unmanaged
    {
        byte* condition = operands[1];
        T* y = (T*)operands[0], a = (T*)operands[2], b = (T*)operands[3];
        for (nint i = 0; i < count; i++)
        {
            var (first, second) = (a[i], b[i]);
            y[i] = condition[i] != 0 ? first : second;
        }
    }
}
