using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Flint.Kernels.Inlining;

namespace Flint.Kernels;

/// <summary>y = condition ? a : b, by element size. Masks instead of branches: a mixed condition cannot be predicted.</summary>
static unsafe class Choice
{
    [MethodImpl(Hot)]
    internal static void Loop<T>(void* op, byte** operands, nint count, bool streams) where T : unmanaged, IBinaryInteger<T>
    {
        byte* condition = operands[1];
        T* y = (T*)operands[0], a = (T*)operands[2], b = (T*)operands[3];
        nint i = 0;
        if (typeof(T) == typeof(uint))
            for (; i <= count - 8; i += 8)
            {
                var bytes = Vector128.CreateScalarUnsafe(*(ulong*)(condition + i)).AsByte();
                var (low, high) = Vector128.Widen(Vector128.WidenLower(bytes));
                Choose((uint*)y + i, low, (uint*)a + i, (uint*)b + i);
                Choose((uint*)y + i + 4, high, (uint*)a + i + 4, (uint*)b + i + 4);
            }
        for (; i < count; i++)
        {
            var mask = T.Zero - T.CreateTruncating(condition[i]);
            y[i] = b[i] ^ ((a[i] ^ b[i]) & mask);
        }
    }

    [MethodImpl(Always)]
    static void Choose(uint* y, Vector128<uint> condition, uint* a, uint* b) =>
        Vector128.ConditionalSelect(Vector128.Equals(condition, Vector128<uint>.Zero), Vector128.Load(b), Vector128.Load(a)).Store(y);
}
