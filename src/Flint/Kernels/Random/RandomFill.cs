namespace Flint.Kernels;

/// <summary>Turns the 64 random words of one group into elements of type <typeparamref name="T"/>.</summary>
unsafe interface IDistribution<T> where T : unmanaged
{
    /// <summary>Elements made of one group: 64 where one word makes an element, 32 where two do.</summary>
    static abstract int PerGroup { get; }

    /// <summary>Writes <see cref="PerGroup"/> elements; may overwrite the words.</summary>
    void Map(uint* words, T* y);
}

/// <summary>Fills memory from a place in a Philox stream: element i depends on (seed, offset, i) and nothing else.</summary>
readonly unsafe struct RandomFill<T, TDistribution>(T* y, long count, GeneratorState start, TDistribution distribution) : IRangeBody
    where T : unmanaged
    where TDistribution : struct, IDistribution<T>
{
    const long Grain = 256;

    /// <summary>Runs over all groups on the threads.</summary>
    internal void Fill()
    {
        var body = this;
        Threads.For(Generator.Groups(count, TDistribution.PerGroup), Grain, ref body);
    }

    public void Run(long from, long to)
    {
        var words = stackalloc uint[Philox.GroupWords];
        var part = stackalloc T[Philox.GroupWords];
        for (var group = from; group < to; group++)
        {
            Philox.Group(start.Seed, start.Offset + (ulong)group, words);
            var first = group * TDistribution.PerGroup;
            if (count - first >= TDistribution.PerGroup) distribution.Map(words, y + first);
            else
            {
                distribution.Map(words, part);
                new Span<T>(part, (int)(count - first)).CopyTo(new(y + first, (int)(count - first)));
            }
        }
    }
}
