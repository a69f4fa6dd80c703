namespace Flint.Data;

/// <summary>Cuts data sets into random parts.</summary>
static class Splits
{
    internal static Dataset[] Random(Dataset whole, double[] fractions, long seed)
    {
        var sizes = Sizes(whole.Count, fractions);
        var order = EpochOrder.Shuffled(whole.Count, seed, epoch: 0);
        var parts = new Dataset[sizes.Length];
        var start = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new Subset(whole, order[start..(start + sizes[i])]);
            start += sizes[i];
        }
        return parts;
    }

    static int[] Sizes(int count, double[] fractions)
    {
        const double Slack = 1e-9; // 0.7 + 0.2 + 0.1 is not 1 in binary
        var sum = fractions.Sum();
        if (fractions.Length == 0 || !fractions.All(f => f >= 0) || sum > 1 + Slack)
            throw new ArgumentException($"Fractions must be 0 or more and add up to 1 at most, but got [{string.Join(", ", fractions)}].", nameof(fractions));
        var sizes = Array.ConvertAll(fractions, f => (int)Math.Floor(f * count + Slack));
        var left = sum > 1 - Slack ? count - sizes.Sum() : 0;
        for (var i = 0; i < left; i++) sizes[i % sizes.Length]++;
        return sizes;
    }
}
