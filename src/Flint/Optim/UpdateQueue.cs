namespace Flint.Optim;

/// <summary>
/// The updates of a step that wait to be run in one pass over all their tensors. Updates of different kinds run kind by kind; where that would
/// change what a parameter's updates read of each other, those that wait run first.
/// </summary>
sealed class UpdateQueue
{
    // Enough work to hide the cost of a pass; bounds the temporaries (negated or widened gradients) that wait with it.
    const long Most = 4L << 20;

    readonly List<UpdateBatch> batches = [];
    readonly List<(Tensor From, Tensor To)> copies = [];
    long count;
    int latest = -1;

    /// <summary>
    /// What the next parameter's updates are to read as its gradient. One on the memory of a parameter changes with that parameter: it is taken as it
    /// is when the parameters before are updated and those after are not, as if there were no queue.
    /// </summary>
    internal Tensor Gradient(Tensor gradient)
    {
        if (gradient.Storage.Use.Leaves == 0) return gradient;
        Run();
        return gradient.Clone();
    }

    /// <summary>Contiguous tensors of one dtype, none of it narrow.</summary>
    internal void Add<TUpdate>(TUpdate update, Tensor p, Tensor g, ReadOnlySpan<Tensor> state) where TUpdate : struct, IUpdate
    {
        var at = IndexOf<TUpdate>(p.Device);
        if (at <= latest) Run();
        latest = at;
        count += p.Count;
        ((UpdateBatch<TUpdate>)batches[at]).Add(update, p, g, state);
    }

    /// <summary>Copies once the updates have run.</summary>
    internal void Copy(Tensor from, Tensor to) => copies.Add((from, to));

    /// <summary>The updates of a parameter are complete.</summary>
    internal void EndParameter(Tensor parameter)
    {
        // Parameters on common memory may overlap: one after the other, as if there were no queue.
        if (count >= Most || parameter.Storage.Use.Leaves > 1) Run();
        latest = -1;
    }

    /// <summary>Runs what waits, and forgets it.</summary>
    internal void Run()
    {
        try
        {
            foreach (var batch in batches) batch.Run();
            foreach (var (from, to) in copies) to.CopyFrom(from);
        }
        finally
        {
            foreach (var batch in batches) batch.Clear();
            copies.Clear();
            (count, latest) = (0, -1);
        }
    }

    int IndexOf<TUpdate>(Device device) where TUpdate : struct, IUpdate
    {
        for (var i = 0; i < batches.Count; i++)
            if (batches[i] is UpdateBatch<TUpdate> && batches[i].Device == device) return i;
        batches.Add(new UpdateBatch<TUpdate>(device));
        return batches.Count - 1;
    }
}
