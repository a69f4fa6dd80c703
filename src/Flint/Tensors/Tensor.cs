namespace Flint;

/// <summary>
/// An n-dimensional array of one dtype: a strided view on memory that other tensors may share. Operations are methods
/// with PyTorch's names and semantics in PascalCase. Nothing has to be disposed.
/// </summary>
public sealed partial class Tensor
{
    internal Storage Storage { get; private set; }

    internal Layout Layout { get; private set; }

    internal Tensor(Storage storage, Layout layout, long offset, DType dtype, Device device)
    {
        Storage = storage;
        Layout = layout;
        Offset = offset;
        DType = dtype;
        Device = device;
    }

    /// <summary>Elements from the start of the storage to the first element.</summary>
    internal long Offset { get; private set; }

    /// <summary>The element type.</summary>
    public DType DType { get; private set; }

    /// <summary>Where the memory lives.</summary>
    public Device Device { get; }

    /// <summary>The sizes of the dimensions.</summary>
    public Shape Shape => new(Layout.Sizes);

    /// <summary>The number of dimensions.</summary>
    public int Rank => Layout.Rank;

    /// <summary>The number of elements.</summary>
    public long Count => Layout.Count;

    /// <summary>True when the elements lie in row-major order without gaps.</summary>
    public bool IsContiguous => Layout.IsContiguous;

    /// <summary>Elements to step in memory for one step along each dimension.</summary>
    public ReadOnlySpan<long> Strides => Layout.Strides;

    /// <summary>A C# number turned tensor: it adapts to the dtype of the other operand within its kind.</summary>
    internal bool IsWeak { get; private init; }

    /// <summary>The size of dimension <paramref name="dim"/>; -1 is the last.</summary>
    /// <exception cref="TensorIndexException">There is no such dimension.</exception>
    public int Size(int dim) => Layout.Sizes[Dim(dim)];

    /// <summary>Normalises a dimension number: -1 is the last.</summary>
    internal int Dim(int dim) => NormalizeDim(dim, Rank, this);

    /// <summary>As <see cref="Dim"/> where <paramref name="rank"/> is that of a result (unsqueeze, stack).</summary>
    internal static int NormalizeDim(int dim, int rank, Tensor x) => dim >= -rank && dim < rank
        ? dim < 0 ? dim + rank : dim
        : throw new TensorIndexException(rank == 0
            ? $"Dimension {dim} was asked of a scalar, which has none."
            : $"Dimension {dim} is out of range for shape {x.Shape}: use {-rank} to {rank - 1}.");

    /// <summary>A tensor with this one's storage and another layout; not recorded on the tape.</summary>
    internal Tensor Alias(Layout layout, long offset) => new(Storage, layout, offset, DType, Device) { historyVersion = historyVersion };

    /// <summary>True when both show the same elements of the same memory.</summary>
    internal bool IsSameView(Tensor other) =>
        ReferenceEquals(Storage, other.Storage) && Offset == other.Offset && DType == other.DType &&
        Layout.Sizes.AsSpan().SequenceEqual(other.Layout.Sizes) && Layout.Strides.AsSpan().SequenceEqual(other.Layout.Strides);

    /// <summary>True when both may have a memory cell in common.</summary>
    internal bool Overlaps(Tensor other) =>
        ReferenceEquals(Storage, other.Storage) && Offset <= other.Last && other.Offset <= Last;

    /// <summary>Elements from the start of the storage to the last element.</summary>
    long Last
    {
        get
        {
            var last = Offset;
            for (var d = 0; d < Rank; d++) last += (Layout.Sizes[d] - 1) * Layout.Strides[d];
            return last;
        }
    }

    /// <summary>The elements in the manner of NumPy.</summary>
    public override string ToString() => TensorPrinter.Print(this);

    internal static Tensor Empty(Layout contiguous, DType dtype) =>
        new(Storage.Allocate(Bytes(contiguous, dtype)), contiguous, 0, dtype, Device.Cpu);

    static long Bytes(Layout layout, DType dtype)
    {
        if (layout.Count <= Storage.MostBytes / dtype.Size) return layout.Count * dtype.Size;
        throw new ShapeException(
            $"A {dtype} tensor of shape {new Shape(layout.Sizes)} needs {(Int128)layout.Count * dtype.Size} bytes, more than the {Storage.MostBytes} that one can hold: split it, or make a smaller one.");
    }
}
