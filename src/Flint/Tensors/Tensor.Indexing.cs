namespace Flint;

public sealed partial class Tensor
{
    /// <summary>
    /// Reading gives a view: <c>x[.., 0..5, ^1]</c>. Assigning copies a value (broadcast, converted) into that part of the memory.
    /// Gradients flow through both. Index tensors and masks, <c>x[ids]</c>, <c>x[x &lt; 0]</c>, read a copy, as NumPy's advanced indexing: several
    /// broadcast together, their shape stands where they stood, or in front where they are apart. C# turns <c>x[i] *= y</c> into <c>x[i] = x[i] * y</c>, which overwrites a value that the gradient of y
    /// needs: where y requires one, write <c>x[i] = x[i].Clone() * y</c>.
    /// </summary>
    /// <param name="entries">One per dimension from the first; missing ones are whole. See <see cref="TensorIndex"/>.</param>
    /// <exception cref="TensorIndexException">Too many entries, or a position out of range.</exception>
    [System.Runtime.CompilerServices.IndexerName("View")]
    public Tensor this[params ReadOnlySpan<TensorIndex> entries]
    {
        get
        {
            if (TensorIndex.HasTensor(entries)) return Taken(entries);
            var view = Region(entries);
            if (!Tape.Tracks(this)) return view;
            var (shape, index) = (Shape, entries.ToArray());
            return Tape.Record(view, this, dy =>
            {
                var dx = Zeros(shape, dy.DType);
                dx.Device.Copy(dy, dx.Region(index));
                return Tape.Record(dx, dy, d => d[index]);
            });
        }
        set
        {
            if (TensorIndex.HasTensor(entries)) PutAt(entries, value);
            else Assign(entries, value);
        }
    }

    /// <summary>The part that the entries name, as a view without history.</summary>
    Tensor Region(ReadOnlySpan<TensorIndex> entries)
    {
        var (layout, offset) = TensorIndex.Apply(this, entries);
        return Alias(layout, offset);
    }

    void Assign(ReadOnlySpan<TensorIndex> entries, Tensor value)
    {
        RequireInPlace("Assignment");
        var region = Region(entries);
        // x[i] += y computes in place on a view and then assigns that view to itself: only the history is left to do.
        var isWriteBack = value.IsSameView(region);
        var isCurrent = IsCurrent(but: isWriteBack ? 1 : 0);
        var old = isWriteBack || !Tape.Enabled ? Node : UpToDateNode();
        var added = Tape.Enabled ? value.UpToDateNode() : null;
        if (!isWriteBack)
        {
            region.RequireBroadcast(value, "Assignment");
            using (new NoGrad()) Device.Copy(region.Unaliased(value).Expand(region.Shape), region);
            Changed(isTracked: added is not null);
        }
        var history = old;
        if (Tape.Enabled && (old ?? added) is not null)
        {
            var (index, shape, dtype) = (entries.ToArray(), value.Shape, value.DType);
            history = new NaryNode(this, [old, added], (dy, wanted) =>
            {
                var rest = wanted[0] ? dy.Clone() : null;
                if (rest is not null) rest[index] = 0f;
                return [rest, wanted[1] ? dy[index].SumTo(shape).To(dtype) : null];
            });
        }
        if (Tape.Enabled || isCurrent) SetHistory(history);
    }
}
