using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flint.Kernels;

/// <summary>
/// y = x scale where the element's random word is below the threshold, else 0. The mask is never stored: the same place in
/// the stream gives it again for the gradient.
/// </summary>
readonly unsafe struct DropoutFill<T>(T* x, T* y, long count, GeneratorState start, double keep) : IRangeBody
    where T : unmanaged, IFloatingPointIeee754<T>
{
    const long Grain = 256;

    readonly T scale = T.CreateTruncating(1 / keep);
    readonly ulong threshold = (ulong)Math.Round(keep * 0x1_0000_0000L);

    internal void Fill()
    {
        var body = this;
        Threads.For(Generator.Groups(count, Philox.GroupWords), Grain, ref body);
    }

    [MethodImpl(Inlining.Hot)]
    public void Run(long from, long to)
    {
        var words = stackalloc uint[Philox.GroupWords];
        for (var group = from; group < to; group++)
        {
            Philox.Group(start.Seed, start.Offset + (ulong)group, words);
            var first = group * Philox.GroupWords;
            if (typeof(T) == typeof(float) && count - first >= Philox.GroupWords) Whole(words, (float*)(x + first), (float*)(y + first));
            else Part(words, x + first, y + first, (int)Math.Min(count - first, Philox.GroupWords));
        }
    }

    void Whole(uint* words, float* x, float* y)
    {
        // Every word is at most 2^32 - 1: compared with the largest kept one, a threshold of 2^32 needs no 33rd bit.
        var last = Vector256.Create((uint)(threshold - 1));
        var factor = Vector256.Create(float.CreateTruncating(scale));
        for (var i = 0; i < Philox.GroupWords; i += 8)
        {
            var kept = Vector256.LessThanOrEqual(Vector256.Load(words + i), last).AsSingle();
            (kept & Vector256.Load(x + i) * factor).Store(y + i);
        }
    }

    void Part(uint* words, T* x, T* y, int length)
    {
        for (var i = 0; i < length; i++) y[i] = words[i] < threshold ? x[i] * scale : T.Zero;
    }
}
