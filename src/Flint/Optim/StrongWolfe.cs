namespace Flint.Optim;

/// <summary>A point on the line of a search: step, loss, gradient and slope along the line.</summary>
readonly record struct LinePoint(double T, double F, Tensor G, double Slope);

/// <summary>
/// A line search whose step lowers the loss enough and flattens its slope, the strong Wolfe conditions (Nocedal and Wright 2006, algorithms
/// 3.5 and 3.6), by cubic interpolation with the safeguards of Schmidt's minFunc:
/// <c>f(t) ≤ f(0) + c₁ t f'(0)</c> and <c>|f'(t)| ≤ c₂ |f'(0)|</c>, with c₁ = 1e-4 and c₂ = 0.9.
/// </summary>
static class StrongWolfe
{
    const double C1 = 1e-4, C2 = 0.9;
    const int MostSteps = 25;

    /// <summary>The point found, and how often the loss was evaluated.</summary>
    /// <param name="at">Evaluates the line at a step.</param>
    /// <param name="start">The point of step 0.</param>
    /// <param name="t">The first step to try.</param>
    /// <param name="length">The largest magnitude in the direction.</param>
    /// <param name="tolerance">The search ends when the bracket is shorter.</param>
    internal static (LinePoint Point, int Evaluations) Search(Func<double, LinePoint> at, LinePoint start, double t, double length, double tolerance)
    {
        var (previous, current) = (start, at(t));
        int evaluations = 1, steps = 0;
        for (; steps < MostSteps; steps++)
        {
            if (IsTooHigh(current) || (steps > 1 && current.F >= previous.F) || (!IsFlat(current) && current.Slope >= 0)) break;
            if (IsFlat(current)) return (current, evaluations);
            var next = Cubic(previous, current, current.T + 0.01 * (current.T - previous.T), 10 * current.T);
            (previous, current) = (current, at(next));
            evaluations++;
        }
        if (steps == MostSteps) return (start.F <= current.F ? start : current, evaluations);

        var (low, high) = previous.F <= current.F ? (previous, current) : (current, previous);
        var hasStalled = false;
        while (steps < MostSteps && Math.Abs(high.T - low.T) * length >= tolerance)
        {
            var (first, last) = low.T < high.T ? (low, high) : (high, low);
            var point = at(Inside(Cubic(first, last, first.T, last.T), first.T, last.T, ref hasStalled));
            evaluations++;
            steps++;
            if (IsTooHigh(point) || point.F >= low.F)
            {
                (low, high) = low.F <= point.F ? (low, point) : (point, low);
                continue;
            }
            if (IsFlat(point)) return (point, evaluations);
            if (point.Slope * (high.T - low.T) >= 0) high = low;
            low = point;
        }
        return (low, evaluations);

        bool IsTooHigh(LinePoint point) => point.F > start.F + C1 * point.T * start.Slope;
        bool IsFlat(LinePoint point) => Math.Abs(point.Slope) <= -C2 * start.Slope;
    }

    // A step so near an end of the bracket twice over makes no progress: it is moved a tenth of the way in.
    static double Inside(double t, double least, double most, ref bool hasStalled)
    {
        var margin = 0.1 * (most - least);
        if (Math.Min(most - t, t - least) >= margin)
        {
            hasStalled = false;
            return t;
        }
        if (!hasStalled && t < most && t > least)
        {
            hasStalled = true;
            return t;
        }
        hasStalled = false;
        return Math.Abs(t - most) < Math.Abs(t - least) ? most - margin : least + margin;
    }

    /// <summary>Where the cubic through two points and their slopes is least, within bounds; their middle if it has no minimum.</summary>
    static double Cubic(LinePoint a, LinePoint b, double least, double most)
    {
        var d1 = a.Slope + b.Slope - 3 * (a.F - b.F) / (a.T - b.T);
        var square = d1 * d1 - a.Slope * b.Slope;
        if (!(square >= 0)) return (least + most) / 2;
        var d2 = Math.Sqrt(square);
        var t = a.T <= b.T
            ? b.T - (b.T - a.T) * ((b.Slope + d2 - d1) / (b.Slope - a.Slope + 2 * d2))
            : a.T - (a.T - b.T) * ((a.Slope + d2 - d1) / (a.Slope - b.Slope + 2 * d2));
        return Math.Min(Math.Max(t, least), most);
    }
}
