namespace Flint;

/// <summary>Class numbers as vectors.</summary>
public static class OneHotOps
{
    extension(Tensor ids)
    {
        /// <summary>A new last dimension of <paramref name="classes"/> that is 1 at the id and 0 elsewhere, Int64.</summary>
        /// <param name="classes">The number of classes; the largest id + 1 where not given.</param>
        /// <exception cref="TensorIndexException">An id is negative or not below the number of classes.</exception>
        /// <exception cref="DTypeException">The ids are not Int64, Int32 or UInt8.</exception>
        public Tensor OneHot(int? classes = null)
        {
            var count = classes ?? Largest(ids) + 1;
            var at = Indices.Checked("OneHot", "ids", ids, count, $"there are {count} classes", bytes: true);
            var y = Tensor.Zeros([.. ids.Shape, count], DType.Int64);
            var ones = y.RawSpan<long>();
            var values = at.RawSpan<long>();
            for (var i = 0; i < values.Length; i++) ones[i * count + (int)values[i]] = 1;
            GC.KeepAlive(at);
            GC.KeepAlive(y);
            return y;
        }
    }

    static int Largest(Tensor ids)
    {
        if (ids.Count == 0) throw new ShapeException($"OneHot of {ids.Shape} has no largest id: give the number of classes.");
        var largest = 0L;
        foreach (var id in ids.To(DType.Int64).ToArray<long>()) largest = Math.Max(largest, id);
        return checked((int)largest);
    }
}
