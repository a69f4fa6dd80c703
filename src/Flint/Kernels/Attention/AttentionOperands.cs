namespace Flint.Kernels;

/// <summary>The operands of attention over a batch of heads. Rows of Q, K, V and of the mask are contiguous, the rest is strided.</summary>
unsafe struct AttentionOperands<T> where T : unmanaged
{
    internal T* Q, K, V;

    /// <summary>Added to the scores; null for none.</summary>
    internal T* Mask;

    /// <summary>Contiguous [heads, L, Ev], and the log-sum-exp of each row's scores: +inf for a row that is masked out, so that exp(s - lse) = 0.</summary>
    internal T* Output, LogSums;

    /// <summary>Elements from the start of each operand to the matrix of a head.</summary>
    internal long[] QAt, KAt, VAt, MaskAt;

    internal nint QRow, KRow, VRow, MaskRow;
    internal int Heads, L, S, E, Ev;
    internal T Scale;
    internal bool IsCausal;

    /// <summary>Probability to keep a weight; 1 without dropout.</summary>
    internal double Keep;
    internal GeneratorState Start;

    /// <summary>How many of the keys [first, first + keys) query i may see.</summary>
    internal readonly int Visible(int i, int first, int keys) => IsCausal ? Math.Clamp(i - first + 1, 0, keys) : keys;

    /// <summary>How many of the keys of a block any query before <paramref name="last"/> may see; below 1 for none.</summary>
    internal readonly int Seen(int last, int key)
    {
        var keys = Math.Min(Tuning.AttentionKeys, S - key);
        return IsCausal ? Math.Min(keys, last - key) : keys;
    }

    /// <summary>What dropout multiplies the weights of a query by, from key <paramref name="first"/> (a multiple of 64) on.</summary>
    /// <remarks>Each row of weights takes whole groups of random words, so that a tile finds its own.</remarks>
    internal readonly void Dropout(int head, int i, int first, int keys, T* factors) =>
        AttentionDropout.Fill(Start, Keep, (long)head * L + i, S, first, keys, factors);
}
