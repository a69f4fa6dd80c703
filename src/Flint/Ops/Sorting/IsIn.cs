namespace Flint;

/// <summary>Membership.</summary>
public static class IsInOps
{
    extension(Tensor x)
    {
        /// <summary>Whether each element is one of <paramref name="elements"/>, as Bool; NaN never is.</summary>
        /// <param name="elements">Any shape.</param>
        /// <param name="invert">Whether it is none of them.</param>
        public Tensor IsIn(Tensor elements, bool invert = false)
        {
            if (elements.Count == 0) return Tensor.Full(x.Shape, invert ? 1 : 0, DType.Bool);
            var sorted = elements.Reshape([-1]).Msort();
            var at = sorted.SearchSorted(x).Clamp(max: sorted.Count - 1);
            var found = sorted.IndexSelect(0, at.Reshape([-1])).Reshape(x.Shape).Eq(x);
            return invert ? !found : found;
        }
    }
}
