namespace Flint.NN;

public abstract partial class Module
{
    ForwardHook[] hooks = [];

    /// <summary>
    /// Calls <paramref name="hook"/> with this module and its output each time it was applied, until the result is disposed. What the hook
    /// returns takes the output's place; null leaves it. Hooks run in the order in which they were registered.
    /// </summary>
    /// <remarks>
    /// All layers of Flint take hooks; a module of the user does if its Forward ends with <see cref="Observe"/>. Of several outputs the hook sees
    /// the first. To change a module's input put another module before it, with <see cref="Replace{T}(Func{T, Module})"/>.
    /// </remarks>
    /// <example><c>using var hook = net.Conv1.RegisterForwardHook((layer, y) => { Console.WriteLine(y.Shape); return null; });</c></example>
    public IDisposable RegisterForwardHook(Func<Module, Tensor, Tensor?> hook)
    {
        var added = new ForwardHook(this, hook);
        hooks = [.. hooks, added];
        return added;
    }

    /// <summary>Shows a layer's output to forward hooks and to a running <see cref="Summary(Tensor[])"/>, and gives back what is to go on.</summary>
    protected Tensor Observe(Tensor output)
    {
        foreach (var hook in hooks) output = hook.Call(this, output) ?? output;
        if (LayerObserver.Current is { } observer) observer.Outputs[this] = output.Shape;
        return output;
    }

    /// <summary>Somebody looks at outputs of this module, by itself or of all layers.</summary>
    internal bool IsObserved => hooks.Length > 0 || LayerObserver.Current is not null || SampleTrace.Current is not null;

    /// <summary>Shows what went in too, to a running <see cref="SampleTrace"/>.</summary>
    private protected Tensor ObserveCall(Tensor output, Tensor input)
    {
        if (SampleTrace.Current is { } trace && this is ISampleLayer layer) trace.Add(layer, input, output);
        return Observe(output);
    }

    sealed class ForwardHook(Module owner, Func<Module, Tensor, Tensor?> call) : IDisposable
    {
        internal Func<Module, Tensor, Tensor?> Call => call;

        public void Dispose() => owner.hooks = [.. owner.hooks.Where(hook => hook != this)];
    }
}
