using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>Where single results go, with what they start from; rows and columns may have changed places.</summary>
readonly unsafe struct Results<T>(Target<T> target, nint row, nint column, bool swapped) where T : unmanaged
{
    /// <summary>Contiguous rows of <paramref name="columns"/> results, from row <paramref name="first"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Store(int first, int rows, int columns, T* values)
    {
        var isPlain = !target.Accumulate && target.Clamp is null && target.RowBias == null && target.ColumnBias == null;
        if (!isPlain)
        {
            for (var i = 0; i < rows; i++, values += columns)
                for (var j = 0; j < columns; j++) Store(first + i, j, values[j]);
            return;
        }
        var c = target.C + first * row;
        for (var i = 0; i < rows; i++, c += row, values += columns)
        {
            var at = c;
            for (var j = 0; j < columns; j++, at += column) *at = values[j];
        }
    }

    internal void Store(int i, long j, T value)
    {
        var c = target.C + i * row + (nint)j * column;
        var (rowBias, columnBias) = ((nint)target.RowBias, (nint)target.ColumnBias);
        if (swapped) (rowBias, columnBias) = (columnBias, rowBias);
        if (target.Accumulate) value = SimdScalar<T>.Add(*c, value);
        else if (rowBias != 0) value = SimdScalar<T>.Add(((T*)rowBias)[i], value);
        else if (columnBias != 0) value = SimdScalar<T>.Add(((T*)columnBias)[j], value);
        if (target.Clamp is not null) value = SimdScalar<T>.AtMost(Clamp.MostOf<T>(target.Clamp), SimdScalar<T>.AtLeast(Clamp.LeastOf<T>(target.Clamp), value));
        *c = value;
    }
}
