namespace Flint.NN;

/// <summary>Notes the output shapes of layers while a summary runs the network on this thread.</summary>
sealed class LayerObserver : IDisposable
{
    [ThreadStatic]
    static LayerObserver? current;

    readonly LayerObserver? outer = current;

    internal LayerObserver() => current = this;

    internal static LayerObserver? Current => current;

    /// <summary>Shapes by module; a module that is applied several times keeps the last.</summary>
    internal Dictionary<Module, Shape> Outputs { get; } = new(ReferenceEqualityComparer.Instance);

    public void Dispose() => current = outer;
}
