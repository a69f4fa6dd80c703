using Flint.Kernels;

namespace Flint;

/// <summary>Elements chosen by a Bool tensor.</summary>
public static class MaskedOps
{
    extension(Tensor x)
    {
        /// <summary>The elements where <paramref name="mask"/> is true, in row-major order, 1-D; x and the mask broadcast.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        /// <exception cref="DTypeException">The mask is not Bool.</exception>
        public Tensor MaskedSelect(Tensor mask)
        {
            RequireBool("MaskedSelect", mask);
            Shape shape = Broadcasting.Sizes(x.Shape, mask.Shape);
            return x.Expand(shape).Reshape(-1).IndexSelect(0, NonzeroOps.Positions(mask.Expand(shape)));
        }

        /// <summary>x with <paramref name="value"/>, a number or scalar tensor, where <paramref name="mask"/> is true; x and the mask broadcast.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast, or the value is no scalar.</exception>
        /// <exception cref="DTypeException">The mask is not Bool, or a fraction would fill integers.</exception>
        public Tensor MaskedFill(Tensor mask, Tensor value)
        {
            RequireBool("MaskedFill", mask);
            if (value.Rank != 0) throw new ShapeException($"MaskedFill expects a number or a scalar tensor, but got shape {value.Shape}: Tensor.Where takes one value per element.");
            if (value.DType.IsFloating && !x.DType.IsFloating)
                throw new DTypeException($"MaskedFill of {x.DType} with a {value.DType} value would cut off the fraction: convert one with To.");
            return Tensor.Where(mask, value.To(x.DType), x);
        }

        /// <summary>
        /// x whose elements under the mask are, in row-major order, the first elements of <paramref name="source"/>; the mask broadcasts to x.
        /// </summary>
        /// <exception cref="ShapeException">The mask does not broadcast to x, or the source has fewer elements than the mask is true.</exception>
        /// <exception cref="DTypeException">The mask is not Bool, or the source is of another dtype than x.</exception>
        public Tensor MaskedScatter(Tensor mask, Tensor source)
        {
            RequireBool("MaskedScatter", mask);
            var ids = NonzeroOps.Positions(mask.Expand(x.Shape));
            if (ids.Count > source.Count)
                throw new ShapeException($"MaskedScatter needs {ids.Count} values, as often as the mask is true, but the source {source.Shape} has {source.Count}.");
            var flat = Scattering.Write("MaskedScatter", x.Reshape(-1), 0, ids, source.Reshape(-1).Narrow(0, 0, (int)ids.Count), ScatterMode.Set);
            return flat.Reshape(x.Shape);
        }
    }

    static void RequireBool(string operation, Tensor mask)
    {
        if (mask.DType != DType.Bool)
            throw new DTypeException($"{operation} expects a Bool mask, but got {mask.DType}: compare first, as in x > 0.");
    }
}
