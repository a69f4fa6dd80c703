namespace Flint.NN;

/// <summary>Takes tensors out of a state dict and collects all that does not fit, for one message.</summary>
sealed class StateCheck(IReadOnlyDictionary<string, Tensor> values)
{
    readonly HashSet<string> used = [];
    readonly List<string> missing = [], misshaped = [];

    /// <summary>The tensor under the key, or null after noting why not.</summary>
    internal Tensor? Take(string key, Shape shape)
    {
        used.Add(key);
        if (!values.TryGetValue(key, out var value)) missing.Add(key);
        else if (value.Shape != shape) misshaped.Add($"{key} (expected {shape}, found {value.Shape})");
        else return value;
        return null;
    }

    internal double Number(string key) => Take(key, [])?.Item<double>() ?? 0;

    /// <summary>Throws if something did not fit. What was not taken is unexpected.</summary>
    /// <param name="what">The start of the message.</param>
    /// <param name="advice">The end of the message.</param>
    /// <param name="strict">False lets missing and unexpected keys pass.</param>
    internal void ThrowIfAny(string what, string advice, bool strict = true)
    {
        var problems = new List<string>();
        Add("missing", missing, strict);
        Add("unexpected", [.. values.Keys.Where(k => !used.Contains(k))], strict);
        Add("mis-shaped", misshaped, true);
        if (problems.Count > 0) throw new StateException($"{what} does not fit; {string.Join("; ", problems)}. {advice}");

        void Add(string problem, List<string> keys, bool counts)
        {
            if (counts && keys.Count > 0) problems.Add($"{keys.Count} {problem}: {string.Join(", ", keys)}");
        }
    }
}
