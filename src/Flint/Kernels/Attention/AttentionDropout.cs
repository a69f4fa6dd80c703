using System.Numerics;

namespace Flint.Kernels;

/// <summary>Dropout of attention weights: never stored, found again from the place in the stream.</summary>
static unsafe class AttentionDropout
{
    /// <summary>Random words that the weights take.</summary>
    internal static long Words(long rows, int keys) => rows * Generator.Groups(keys, Philox.GroupWords) * Philox.GroupWords;

    /// <summary>1 / keep or 0 for the weights of row <paramref name="row"/>, from key <paramref name="first"/> (a multiple of 64) on.</summary>
    internal static void Fill<T>(GeneratorState start, double keep, long row, int keysInRow, int first, int count, T* factors)
        where T : unmanaged
    {
        var (kept, dropped) = (Scalars.From<T>(1 / keep), default(T));
        var threshold = (ulong)Math.Round(keep * 0x1_0000_0000L);
        var group = start.Offset + (ulong)(row * Generator.Groups(keysInRow, Philox.GroupWords) + first / Philox.GroupWords);
        var words = stackalloc uint[Philox.GroupWords];
        for (var j = 0; j < count; j += Philox.GroupWords)
        {
            Philox.Group(start.Seed, group++, words);
            for (var w = 0; w < Math.Min(Philox.GroupWords, count - j); w++) factors[j + w] = words[w] < threshold ? kept : dropped;
        }
    }
}
