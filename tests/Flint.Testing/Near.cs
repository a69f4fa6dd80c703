namespace Flint.Testing;

/// <summary>Comparison of tensors with expected values; a failure names the first wrong element and how many are wrong.</summary>
public static class Near
{
    /// <summary>Same shape, and every |actual - expected| at most tolerance * (1 + |expected|); NaN equals NaN, infinities equal themselves.</summary>
    public static void Check(Tensor actual, NDArray expected, double tolerance, string context) =>
        Check(Raw.Values(actual), expected, tolerance, context);

    public static void Check(NDArray actual, NDArray expected, double tolerance, string context)
    {
        if (!actual.Shape.SequenceEqual(expected.Shape))
            Fail($"{context}: shape [{string.Join(", ", actual.Shape)}], expected [{string.Join(", ", expected.Shape)}]");
        var wrong = Enumerable.Range(0, expected.Count).Where(i => !Same(actual.Data[i], expected.Data[i], tolerance)).ToArray();
        if (wrong.Length == 0) return;
        var first = wrong[0];
        Fail($"{context}: {wrong.Length} of {expected.Count} elements are off by more than {tolerance:g2}; element {first} is "
            + $"{actual.Data[first]:g17}, expected {expected.Data[first]:g17}");
    }

    /// <summary>The same bits, element by element.</summary>
    public static void CheckSame(NDArray actual, NDArray expected, string context) => Check(actual, expected, 0, context);

    static bool Same(double actual, double expected, double tolerance) =>
        actual.Equals(expected) || Math.Abs(actual - expected) <= tolerance * (1 + Math.Abs(expected));

    static void Fail(string message) => throw new ShouldAssertException(message);
}
