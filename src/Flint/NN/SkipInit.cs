namespace Flint.NN;

/// <summary>
/// While alive, layers made by this thread start without random numbers: their weights are whatever the memory held, to be loaded next
/// (torch <c>nn.utils.skip_init</c>). A network of 100 million weights is then made in no time. Nests.
/// </summary>
/// <remarks>
/// <see cref="Init.Uniform"/>, <see cref="Init.Normal"/>, <see cref="Init.TruncNormal"/> and what is made of them do nothing; constants, such as
/// the ones of a norm, are still set, and no generator moves.
/// </remarks>
/// <example>
/// <code>
/// Linear layer;
/// using (new SkipInit()) layer = new(4096, 4096);
/// layer.Load("layer.safetensors");
/// </code>
/// </example>
public sealed class SkipInit : IDisposable
{
    [ThreadStatic]
    static int depth;

    bool ended;

    /// <summary>Begins.</summary>
    public SkipInit() => depth++;

    internal static bool IsOn => depth > 0;

    /// <summary>Ends; layers start with random numbers again.</summary>
    public void Dispose()
    {
        if (!ended) depth--;
        ended = true;
    }
}
