namespace Flint;

/// <summary>Equality up to a tolerance.</summary>
public static class IsCloseOps
{
    extension(Tensor a)
    {
        /// <summary>|a - b| ≤ atol + rtol |b|, broadcast, as Bool; equal infinities are close, and NaN to NaN where <paramref name="equalNan"/>.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public Tensor IsClose(Tensor b, double rtol = 1e-5, double atol = 1e-8, bool equalNan = false)
        {
            var dtype = DTypes.Result(a, b);
            if (!dtype.IsFloating) dtype = DType.Float64;
            var (x, y) = (a.Detach().To(dtype), b.Detach().To(dtype));
            var near = (x - y).Abs() <= atol + rtol * y.Abs();
            var close = x.Eq(y) | (near & y.IsFinite());
            return equalNan ? close | (x.IsNan() & y.IsNan()) : close;
        }

        /// <summary>Whether all elements are close, as <c>IsClose</c> says.</summary>
        /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
        public bool AllClose(Tensor b, double rtol = 1e-5, double atol = 1e-8, bool equalNan = false) => a.IsClose(b, rtol, atol, equalNan).All().Item<bool>();

        /// <summary>Whether both have the same shape and equal elements (torch equal); NaN is not equal to NaN.</summary>
        public bool AllEqual(Tensor b) => a.Shape == b.Shape && a.Eq(b).All().Item<bool>();
    }
}
