namespace Flint.NN;

/// <summary>While alive, matrix products, convolutions and attention of this thread are counted instead of computed: their results are zeros.</summary>
sealed class ProductCount : IDisposable
{
    [ThreadStatic]
    static ProductCount? current;

    readonly ProductCount? outer = current;

    internal ProductCount() => current = this;

    /// <summary>Multiplications whose results are summed.</summary>
    internal long MultiplyAdds { get; private set; }

    /// <summary>True where a count is running, which then has noted the work and made the output zero.</summary>
    internal static bool Takes(Tensor output, long multiplyAdds) => current is { } count && count.Note(output, multiplyAdds);

    public void Dispose() => current = outer;

    bool Note(Tensor output, long multiplyAdds)
    {
        MultiplyAdds += multiplyAdds;
        output.Fill(0);
        return true;
    }
}
