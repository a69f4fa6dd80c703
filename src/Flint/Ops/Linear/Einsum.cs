namespace Flint;

/// <summary>Einstein's summation.</summary>
public static class EinsumOps
{
    extension(Tensor)
    {
        /// <summary>
        /// Sums of products by letters, one per dimension: <c>Einsum("bij,bjk->bik", a, b)</c>. A letter that the output lacks is summed over;
        /// a letter twice in one operand takes the diagonal; <c>...</c> stands for further dimensions, which broadcast. Without <c>-></c> the
        /// output has the dots first and then, in alphabetical order, the letters that occur once.
        /// </summary>
        /// <remarks>Operands are contracted two by two, the pair of fewest multiplications first, each as one batched MatMul.</remarks>
        /// <param name="equation">Letters a-z and A-Z, commas, at most one <c>...</c> per operand, spaces.</param>
        /// <param name="operands">As many as the equation has.</param>
        /// <exception cref="ShapeException">The equation cannot be read or does not fit the operands.</exception>
        public static Tensor Einsum(string equation, params IReadOnlyList<Tensor> operands)
        {
            var sum = EinsumEquation.Parse(equation, operands);
            List<Term> terms = [.. operands.Select((x, k) => Term.Of(x, sum.Inputs[k], sum.Sizes))];
            for (var k = 0; k < terms.Count; k++) terms[k] = terms[k].SumOut(Needed(terms, sum.Output, k));
            while (terms.Count > 1)
            {
                var (i, j) = Cheapest(terms, sum.Sizes);
                var needed = Needed(terms, sum.Output, i, j);
                var product = terms[i].Times(terms[j], needed, sum.Sizes);
                terms.RemoveAt(j);
                terms[i] = product.SumOut(needed);
            }
            return terms[0].Ordered(sum.Output, sum.Sizes);
        }
    }

    static HashSet<char> Needed(List<Term> terms, string output, params int[] but) =>
        [.. output, .. terms.Where((_, k) => !but.Contains(k)).SelectMany(t => t.Labels)];

    static (int I, int J) Cheapest(List<Term> terms, Dictionary<char, int> sizes)
    {
        var (best, least) = ((0, 1), double.PositiveInfinity);
        for (var i = 0; i < terms.Count; i++)
            for (var j = i + 1; j < terms.Count; j++)
            {
                var cost = terms[i].Labels.Union(terms[j].Labels).Aggregate(1.0, (n, label) => n * sizes[label]);
                if (cost < least) (best, least) = ((i, j), cost);
            }
        return best;
    }

    /// <summary>An operand whose dimensions have different letters.</summary>
    readonly record struct Term(Tensor X, string Labels)
    {
        internal static Term Of(Tensor x, string labels, Dictionary<char, int> sizes)
        {
            for (var d = 0; d < labels.Length; d++)
                if (x.Size(d) == 1 && sizes[labels[d]] != 1)
                {
                    // Size 1 is broadcast: the product needs no such dimension.
                    x = x.Squeeze(d);
                    labels = labels.Remove(d--, 1);
                }
            for (var d = 0; d < labels.Length; d++)
                if (labels.IndexOf(labels[d], d + 1) is > 0 and var e)
                {
                    x = x.Diagonal(0, d, e);
                    labels = labels.Remove(e, 1).Remove(d, 1) + labels[d];
                    d = -1;
                }
            return new(x, labels);
        }

        internal Term SumOut(HashSet<char> needed)
        {
            var labels = Labels;
            int[] gone = [.. Enumerable.Range(0, labels.Length).Where(d => !needed.Contains(labels[d]))];
            return gone.Length == 0 ? this : new(X.Sum(gone).To(X.DType), string.Concat(labels.Where(needed.Contains)));
        }

        internal Term Times(Term other, HashSet<char> needed, Dictionary<char, int> sizes)
        {
            var (mine, theirs) = (Labels, other.Labels);
            var shared = string.Concat(mine.Where(c => theirs.Contains(c)));
            var (batch, summed) = (string.Concat(shared.Where(needed.Contains)), string.Concat(shared.Where(c => !needed.Contains(c))));
            var (left, right) = (string.Concat(mine.Where(c => !shared.Contains(c))), string.Concat(theirs.Where(c => !shared.Contains(c))));
            int[] Of(string labels) => [.. labels.Select(c => sizes[c])];
            int All(string labels) => Of(labels).Aggregate(1, (n, size) => checked(n * size));
            if (summed.Length == 0)
            {
                var a = Arranged(batch + left).Reshape([.. Of(batch), .. Of(left), .. right.Select(_ => 1)]);
                var b = other.Arranged(batch + right).Reshape([.. Of(batch), .. left.Select(_ => 1), .. Of(right)]);
                return new(a * b, batch + left + right);
            }
            var rows = Arranged(batch + left + summed).Reshape(All(batch), All(left), All(summed));
            var columns = other.Arranged(batch + summed + right).Reshape(All(batch), All(summed), All(right));
            return new(rows.MatMul(columns).Reshape([.. Of(batch), .. Of(left), .. Of(right)]), batch + left + right);
        }

        internal Tensor Ordered(string output, Dictionary<char, int> sizes)
        {
            var labels = Labels;
            var held = string.Concat(output.Where(c => labels.Contains(c)));
            var x = Arranged(held);
            return held == output ? x : x.Reshape([.. output.Select(c => labels.Contains(c) ? sizes[c] : 1)]).Expand([.. output.Select(c => sizes[c])]);
        }

        Tensor Arranged(string order)
        {
            var labels = Labels;
            return order == labels ? X : X.Permute([.. order.Select(c => labels.IndexOf(c))]);
        }
    }
}
