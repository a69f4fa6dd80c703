namespace Flint;

/// <summary>Choices and powers of the elements of a vector.</summary>
public static class CombinationsOps
{
    extension(Tensor x)
    {
        /// <summary>All choices of <paramref name="r"/> elements of a vector in their order, one per row.</summary>
        /// <param name="r">How many.</param>
        /// <param name="withReplacement">Whether an element can be chosen again.</param>
        /// <exception cref="ShapeException">This is not a vector.</exception>
        public Tensor Combinations(int r = 2, bool withReplacement = false)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(r);
            if (x.Rank != 1) throw new ShapeException($"Combinations takes a vector, but got {x.Shape}.");
            List<long> ids = [];
            var chosen = new int[r];
            var rows = 0;
            void Choose(int k, int from)
            {
                if (k == r)
                {
                    foreach (var i in chosen) ids.Add(i);
                    rows++;
                    return;
                }
                for (var i = from; i < x.Size(0); i++)
                {
                    chosen[k] = i;
                    Choose(k + 1, withReplacement ? i : i + 1);
                }
            }
            if (r > 0) Choose(0, 0);
            return x.IndexSelect(0, Tensor.From<long>([.. ids])).Reshape(rows, r);
        }

        /// <summary>The Vandermonde matrix of a vector: columns x^(n-1), ..., x, 1, or 1, x, ... where increasing.</summary>
        /// <param name="n">The number of columns; as many as elements where not given.</param>
        /// <param name="increasing">Whether powers rise from left to right.</param>
        /// <exception cref="ShapeException">This is not a vector.</exception>
        public Tensor Vander(int? n = null, bool increasing = false)
        {
            if (x.Rank != 1) throw new ShapeException($"Vander takes a vector, but got {x.Shape}.");
            var count = n ?? x.Size(0);
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(n));
            List<Tensor> powers = [];
            for (var k = 0; k < count; k++) powers.Add(k == 0 ? Tensor.OnesLike(x) : k == 1 ? x : powers[^1] * x);
            if (!increasing) powers.Reverse();
            return count == 0 ? x.Detach().Narrow(0, 0, 0).Reshape(0).Unsqueeze(0).Expand(x.Size(0), 0) : Tensor.Stack(powers, 1);
        }
    }
}
