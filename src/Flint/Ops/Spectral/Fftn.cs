namespace Flint;

/// <summary>Fourier transforms along several dimensions, one after the other; complex numbers are pairs.</summary>
public static class FftnOps
{
    extension(Tensor x)
    {
        /// <summary><c>Fft</c> along each of the dimensions: pairs to pairs.</summary>
        /// <param name="s">A length for each dimension; longer input is cut, shorter gets zeros. The sizes where not given.</param>
        /// <param name="dims">The dimensions, the pairs not counted; all where not given, or as many of the last as there are lengths.</param>
        /// <param name="norm">Where the factor 1/n of each dimension goes.</param>
        /// <exception cref="ShapeException">The last dimension is not 2, there are not as many lengths as dimensions, or one is below 1.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Fftn(int[]? s = null, int[]? dims = null, FftNorm norm = FftNorm.Backward)
        {
            Fourier.RequirePairs("Fftn", x, 1);
            return Chosen("Fftn", s, dims, x.Rank - 1).Aggregate(x, (y, at) => y.Fft(at.N, at.Dim, norm));
        }

        /// <summary>The inverse of <see cref="Fftn"/>.</summary>
        /// <inheritdoc cref="Fftn"/>
        public Tensor Ifftn(int[]? s = null, int[]? dims = null, FftNorm norm = FftNorm.Backward)
        {
            Fourier.RequirePairs("Ifftn", x, 1);
            return Chosen("Ifftn", s, dims, x.Rank - 1).Aggregate(x, (y, at) => y.Ifft(at.N, at.Dim, norm));
        }

        /// <summary>The transform of a real signal, half of it along the last of the dimensions: <c>Rfft</c> there, then <c>Fft</c> along the others.</summary>
        /// <param name="s">A length for each dimension.</param>
        /// <param name="dims">The dimensions; all where not given, or as many of the last as there are lengths.</param>
        /// <param name="norm">Where the factor 1/n of each dimension goes.</param>
        /// <exception cref="ShapeException">There is no dimension, there are not as many lengths as dimensions, or one is below 1.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Rfftn(int[]? s = null, int[]? dims = null, FftNorm norm = FftNorm.Backward)
        {
            var all = Half("Rfftn", s, dims, x.Rank);
            return all[..^1].Aggregate(x.Rfft(all[^1].N, all[^1].Dim, norm), (y, at) => y.Fft(at.N, at.Dim, norm));
        }

        /// <summary>The inverse of <see cref="Rfftn"/>: pairs, half of them along the last of the dimensions, to a real signal.</summary>
        /// <param name="s">A length of the signal for each dimension; give the last where it is odd.</param>
        /// <param name="dims">The dimensions, the pairs not counted; all where not given, or as many of the last as there are lengths.</param>
        /// <param name="norm">Where the factor 1/n of each dimension goes.</param>
        /// <exception cref="ShapeException">The last dimension is not 2, there is no other, there are not as many lengths as dimensions, or one is below 1.</exception>
        /// <exception cref="TensorIndexException">There is no such dimension.</exception>
        /// <exception cref="DTypeException">The tensor is not floating.</exception>
        public Tensor Irfftn(int[]? s = null, int[]? dims = null, FftNorm norm = FftNorm.Backward)
        {
            Fourier.RequirePairs("Irfftn", x, 1);
            var all = Half("Irfftn", s, dims, x.Rank - 1);
            return all[..^1].Aggregate(x, (y, at) => y.Ifft(at.N, at.Dim, norm)).Irfft(all[^1].N, all[^1].Dim, norm);
        }

        /// <summary><see cref="Rfftn"/> along the last two dimensions.</summary>
        /// <inheritdoc cref="Rfftn"/>
        public Tensor Rfft2(int[]? s = null, FftNorm norm = FftNorm.Backward) => x.Rfftn(s, [-2, -1], norm);

        /// <summary><see cref="Irfftn"/> along the last two dimensions.</summary>
        /// <inheritdoc cref="Irfftn"/>
        public Tensor Irfft2(int[]? s = null, FftNorm norm = FftNorm.Backward) => x.Irfftn(s, [-2, -1], norm);
    }

    static (int? N, int Dim)[] Half(string name, int[]? s, int[]? dims, int rank) => Chosen(name, s, dims, rank) is { Length: > 0 } all ? all
        : throw new ShapeException($"{name} needs a dimension to transform, but got none.");

    static (int? N, int Dim)[] Chosen(string name, int[]? s, int[]? dims, int rank)
    {
        dims ??= [.. Enumerable.Range(0, rank).TakeLast(s?.Length ?? rank)];
        if (s is not null && s.Length != dims.Length)
            throw new ShapeException($"{name} expects a length for each dimension, but got lengths [{string.Join(", ", s)}] for dimensions [{string.Join(", ", dims)}].");
        // Rfft appends the pairs: a dimension is counted from the front, so that it means the same before and after.
        return [.. dims.Select((dim, i) => (s?[i], dim < 0 && dim >= -rank ? dim + rank : dim))];
    }
}
