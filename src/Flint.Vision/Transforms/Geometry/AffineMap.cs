namespace Flint.Vision.Transforms;

/// <summary>Where a pixel of the result is taken from: (A x + B y + C, D x + E y + F), x to the right, y down, pixel centres at halves.</summary>
readonly record struct AffineMap(double A, double B, double C, double D, double E, double F)
{
    internal (double X, double Y) Of(double x, double y) => (A * x + B * y + C, D * x + E * y + F);

    /// <summary>
    /// Back from a rotation (degrees, clockwise), shears (degrees), a scale and then a translation, around a centre: torchvision's inverse matrix.
    /// The way there is T C R(angle) Shear S C^-1.
    /// </summary>
    internal static AffineMap Inverse((double X, double Y) centre, double angle, (double X, double Y) translate, double scale, (double X, double Y) shear)
    {
        var (rotation, sx, sy) = (double.DegreesToRadians(angle), double.DegreesToRadians(shear.X), double.DegreesToRadians(shear.Y));
        var a = Math.Cos(rotation - sy) / Math.Cos(sy);
        var b = -Math.Cos(rotation - sy) * Math.Tan(sx) / Math.Cos(sy) - Math.Sin(rotation);
        var c = Math.Sin(rotation - sy) / Math.Cos(sy);
        var d = -Math.Sin(rotation - sy) * Math.Tan(sx) / Math.Cos(sy) + Math.Cos(rotation);
        var linear = new AffineMap(d / scale, -b / scale, 0, -c / scale, a / scale, 0);
        var (x, y) = linear.Of(-centre.X - translate.X, -centre.Y - translate.Y);
        return linear with { C = x + centre.X, F = y + centre.Y };
    }

    /// <summary>Back from a rotation (degrees, counter-clockwise) around a centre, numbers rounded as PIL does.</summary>
    internal static AffineMap Rotation((double X, double Y) centre, double angle)
    {
        var radians = -double.DegreesToRadians(angle);
        var (cos, sin) = (Math.Round(Math.Cos(radians), 15), Math.Round(Math.Sin(radians), 15));
        var linear = new AffineMap(cos, sin, 0, -sin, cos, 0);
        var (x, y) = linear.Of(-centre.X, -centre.Y);
        return linear with { C = x + centre.X, F = y + centre.Y };
    }
}
