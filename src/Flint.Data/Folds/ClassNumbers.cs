namespace Flint.Data;

/// <summary>Labels of any kind as the numbers 0, 1, ... in order of first appearance.</summary>
static class ClassNumbers
{
    internal static (int[] Numbers, int[] Sizes) Of<T>(IEnumerable<T> labels) where T : notnull
    {
        var known = new Dictionary<T, int>();
        int[] numbers = [.. labels.Select(l => known.TryGetValue(l, out var n) ? n : known[l] = known.Count)];
        var sizes = new int[known.Count];
        foreach (var n in numbers) sizes[n]++;
        return (numbers, sizes);
    }

    /// <summary>The examples of each class, in order.</summary>
    internal static int[][] Members(int[] numbers, int classes)
    {
        var members = new List<int>[classes];
        for (var c = 0; c < classes; c++) members[c] = [];
        for (var i = 0; i < numbers.Length; i++) members[numbers[i]].Add(i);
        return Array.ConvertAll(members, m => m.ToArray());
    }
}
