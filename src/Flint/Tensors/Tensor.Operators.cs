namespace Flint;

#pragma warning disable CS0660, CS0661 // == and != compare references; element-wise equality is Eq and Ne.
public sealed partial class Tensor
{
    /// <summary>Element-wise a + b with broadcasting.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => a.Add(b);

    /// <summary>Element-wise a - b with broadcasting.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => a.Sub(b);

    /// <summary>Element-wise a * b with broadcasting.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => a.Mul(b);

    /// <summary>Element-wise a / b with broadcasting; integers give Float32, as in PyTorch.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => a.Div(b);

    /// <summary>The remainder of a / b with the sign of b, as in Python.</summary>
    public static Tensor operator %(Tensor a, Tensor b) => a.Remainder(b);

    /// <summary>Element-wise -x.</summary>
    public static Tensor operator -(Tensor x) => x.Neg();

    /// <summary>Element-wise a &lt; b, as Bool.</summary>
    public static Tensor operator <(Tensor a, Tensor b) => a.Lt(b);

    /// <summary>Element-wise a &lt;= b, as Bool.</summary>
    public static Tensor operator <=(Tensor a, Tensor b) => a.Le(b);

    /// <summary>Element-wise a &gt; b, as Bool.</summary>
    public static Tensor operator >(Tensor a, Tensor b) => a.Gt(b);

    /// <summary>Element-wise a &gt;= b, as Bool.</summary>
    public static Tensor operator >=(Tensor a, Tensor b) => a.Ge(b);

    /// <summary>And of Bool masks, bitwise of integers.</summary>
    public static Tensor operator &(Tensor a, Tensor b) => a.BitwiseAnd(b);

    /// <summary>Or of Bool masks, bitwise of integers.</summary>
    public static Tensor operator |(Tensor a, Tensor b) => a.BitwiseOr(b);

    /// <summary>Exclusive or of Bool masks, bitwise of integers.</summary>
    public static Tensor operator ^(Tensor a, Tensor b) => a.BitwiseXor(b);

    /// <summary>Complement of the bits of integers, logical not of Bool.</summary>
    public static Tensor operator ~(Tensor x) => x.BitwiseNot();

    /// <summary>Logical not, as Bool.</summary>
    public static Tensor operator !(Tensor x) => x.LogicalNot();

    /// <summary>Adds <paramref name="y"/> in place: this tensor's own memory changes.</summary>
    /// <exception cref="ShapeException"><paramref name="y"/> does not broadcast to this shape.</exception>
    /// <exception cref="DTypeException">The result is floating, this tensor is not.</exception>
    public void operator +=(Tensor y) => InPlace(y, static (a, b) => a.Add(b), static (a, b) => Elementwise.AddInto(a, b));

    /// <summary>Subtracts <paramref name="y"/> in place.</summary>
    /// <exception cref="ShapeException"><paramref name="y"/> does not broadcast to this shape.</exception>
    /// <exception cref="DTypeException">The result is floating, this tensor is not.</exception>
    public void operator -=(Tensor y) => InPlace(y, static (a, b) => a.Sub(b), static (a, b) => Elementwise.SubInto(a, b));

    /// <summary>Multiplies by <paramref name="y"/> in place.</summary>
    /// <exception cref="ShapeException"><paramref name="y"/> does not broadcast to this shape.</exception>
    /// <exception cref="DTypeException">The result is floating, this tensor is not.</exception>
    public void operator *=(Tensor y) => InPlace(y, static (a, b) => a.Mul(b), static (a, b) => Elementwise.MulInto(a, b), readsOldValue: true);

    /// <summary>Divides by <paramref name="y"/> in place.</summary>
    /// <exception cref="ShapeException"><paramref name="y"/> does not broadcast to this shape.</exception>
    /// <exception cref="DTypeException">This tensor is not floating, and a quotient always is.</exception>
    public void operator /=(Tensor y) => InPlace(y, static (a, b) => a.Div(b), static (a, b) => Elementwise.DivInto(a, b), readsOldValue: true, keepsIntegers: false);

    /// <summary>Sets every element to <paramref name="value"/> in place.</summary>
    public void Fill(double value)
    {
        RequireInPlace("Fill");
        Device.Fill(this, value);
        Overwritten(by: null);
    }

    /// <summary>Copies <paramref name="source"/> (broadcast to this shape, converted to this dtype) into this tensor's memory.</summary>
    /// <exception cref="ShapeException">The source does not broadcast to this shape.</exception>
    public void CopyFrom(Tensor source)
    {
        RequireInPlace("CopyFrom");
        RequireBroadcast(source, "CopyFrom");
        var value = Unaliased(source).Expand(Shape);
        if (Tape.Tracks(value)) value = value.To(DType);
        var by = Tape.Tracks(value) ? new UnaryNode(this, value.UpToDateNode()!, static dy => dy) : null;
        Device.Copy(value, this);
        Overwritten(by);
    }

    /// <summary>After all elements were replaced: the history is that of the new value; without recording, it stays.</summary>
    void Overwritten(Node? by)
    {
        Changed(isTracked: by is not null);
        SetHistory(Tape.Enabled ? by : Node);
    }

    void Changed(bool isTracked)
    {
        Storage.Version++;
        if (isTracked) Storage.TrackedVersion = Storage.Version;
    }

    void InPlace(Tensor y, Func<Tensor, Tensor, Tensor> recorded, Action<Tensor, Tensor> into, bool readsOldValue = false, bool keepsIntegers = true)
    {
        RequireInPlace("In-place arithmetic");
        RequireBroadcast(y, "In-place arithmetic");
        RequireResultFits(y, keepsIntegers);
        if (!Tape.Tracks(this) && !Tape.Tracks(y))
        {
            var isCurrent = IsCurrent();
            into(this, Unaliased(y));
            if (isCurrent) SetHistory(Node);
            return;
        }
        // What is recorded may read both operands in Backward, when this memory holds the result.
        if (ReferenceEquals(y.Storage, Storage)) y = y.Clone();
        var result = recorded(readsOldValue ? Clone() : this, y).To(DType);
        Device.Copy(result, this);
        Changed(isTracked: true);
        SetHistory(result.Node);
    }

    void RequireInPlace(string what)
    {
        if (Tape.Enabled && RequiresGrad && (IsLeaf || Storage.Use.Leaves != 0))
            throw new AutogradException($"{what} would change a leaf that requires a gradient ({(IsLeaf ? "" : "through a view of ")}shape {Shape}): wrap it in `using (new NoGrad())`, or work on a copy.");
        for (var d = 0; d < Rank; d++)
            if (Layout.Strides[d] == 0 && Layout.Sizes[d] > 1 && Count > 0)
                throw new InvalidOperationException($"{what} on an expanded view of shape {Shape} would write one memory cell for several elements: call Clone() first.");
    }

    /// <summary>A source that may be read while this tensor is written: itself, or a copy where the two overlap in memory.</summary>
    Tensor Unaliased(Tensor source) => Overlaps(source) && !source.IsSameView(this) ? source.Clone() : source;

    void RequireResultFits(Tensor y, bool keepsIntegers)
    {
        if (DType.IsFloating || (keepsIntegers && !y.DType.IsFloating)) return;
        throw new DTypeException($"The in-place result of {DType} and {y.DType} is floating and does not fit the {DType} target: " + (IsWeak
            ? "start from a fraction, as in `Tensor total = 0.0`, or assign the result to a new tensor."
            : "convert the target with To first, or assign the result to a new tensor."));
    }

    void RequireBroadcast(Tensor y, string what)
    {
        var fits = y.Rank <= Rank;
        for (var d = 1; fits && d <= y.Rank; d++)
            fits = y.Layout.Sizes[^d] == 1 || y.Layout.Sizes[^d] == Layout.Sizes[^d];
        if (!fits) throw new ShapeException($"{what} cannot broadcast shape {y.Shape} to the target's shape {Shape}.");
    }
}
