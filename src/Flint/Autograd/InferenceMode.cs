namespace Flint;

/// <summary>
/// While alive, this thread only predicts (torch.inference_mode): nothing is recorded, as in <see cref="NoGrad"/>, and the memory of all
/// that is made inside, but for what is kept, goes back at the end, as in a <see cref="Memory.Scope"/>. The next call finds it there: a
/// network that is run in this mode again and again takes no new memory after the first time.
/// </summary>
/// <remarks>It belongs to the thread that made it: in asynchronous code, let no <c>await</c> come between the making and the end.</remarks>
/// <example>
/// <code>
/// Tensor Answer(Tensor request)
/// {
///     using var inference = new InferenceMode();
///     return inference.Keep(net.Forward(request));
/// }
/// </code>
/// </example>
public sealed class InferenceMode : IDisposable
{
    readonly NoGrad noGrad = new();
    readonly MemoryScope scope = new();

    /// <summary>Lets <paramref name="tensor"/>, and all that share its memory, outlive this mode.</summary>
    /// <returns>The tensor itself.</returns>
    /// <exception cref="ObjectDisposedException">The mode has ended.</exception>
    public Tensor Keep(Tensor tensor) => scope.Keep(tensor);

    /// <summary>Goes back to the mode before. A tensor that was made inside and not kept throws <see cref="ReleasedException"/> when used again.</summary>
    /// <exception cref="InvalidOperationException">This is another thread than the one that made it, or a scope that was opened inside is still open.</exception>
    public void Dispose()
    {
        try
        {
            noGrad.Dispose();
        }
        finally
        {
            scope.Dispose();
        }
    }
}
