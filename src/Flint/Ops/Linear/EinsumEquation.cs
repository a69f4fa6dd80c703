namespace Flint;

/// <summary>The letters of an Einsum. Dimensions under the dots get characters of their own, counted from the last.</summary>
sealed record EinsumEquation(string[] Inputs, string Output, Dictionary<char, int> Sizes)
{
    const char Dots = '\u1000';

    internal static EinsumEquation Parse(string equation, IReadOnlyList<Tensor> operands)
    {
        var sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var parts = sides[0].Split(',');
        if (sides.Length > 2) throw Wrong("it has more than one ->");
        if (parts.Length != operands.Count) throw Wrong($"it names {parts.Length} operands, but there are {operands.Count}");
        var sizes = new Dictionary<char, int>();
        string[] inputs = [.. parts.Select((part, k) => Labels(part, k))];
        for (var k = 0; k < inputs.Length; k++)
            for (var d = 0; d < inputs[k].Length; d++)
            {
                var (label, size) = (inputs[k][d], operands[k].Size(d));
                if (!sizes.TryGetValue(label, out var known) || known == 1) sizes[label] = size;
                else if (size != known && size != 1)
                    throw Wrong($"operand {k}, {operands[k].Shape}, has size {size} for {Name(label)}, which is {known} before");
            }
        var output = sides.Length == 2 ? Output(sides[1]) : Implicit();
        return new(inputs, output, sizes);

        string Labels(string part, int k)
        {
            var x = operands[k];
            var letters = part.Replace("...", "", StringComparison.Ordinal);
            RequireLetters(letters, part.Length - letters.Length);
            var dots = x.Rank - letters.Length;
            var hasDots = letters.Length != part.Length;
            if (dots < 0 || (dots > 0 && !hasDots)) throw Wrong($"operand {k} has {x.Rank} dimensions, {x.Shape}, but '{part}' names {letters.Length}");
            return Filled(part, dots);
        }

        string Filled(string part, int dots) =>
            part.Replace("...", string.Concat(Enumerable.Range(0, dots).Select(i => (char)(Dots + dots - 1 - i))), StringComparison.Ordinal);

        int AllDots() => inputs.Max(labels => labels.Count(c => c >= Dots));

        string Output(string part)
        {
            var letters = part.Replace("...", "", StringComparison.Ordinal);
            RequireLetters(letters, part.Length - letters.Length);
            foreach (var c in letters)
                if (!sizes.ContainsKey(c)) throw Wrong($"the output's '{c}' is in no operand");
                else if (letters.Count(d => d == c) > 1) throw Wrong($"the output names '{c}' twice");
            return Filled(part, AllDots());
        }

        string Implicit() => Filled("...", AllDots()) +
            string.Concat(string.Concat(inputs).Where(c => c < Dots).GroupBy(c => c).Where(g => g.Count() == 1).Select(g => g.Key).Order());

        void RequireLetters(string letters, int dots)
        {
            if (dots > 3) throw Wrong("an operand has more than one ...");
            foreach (var c in letters)
                if (!char.IsAsciiLetter(c)) throw Wrong($"'{c}' is no letter");
        }

        ShapeException Wrong(string why) => new($"Einsum \"{equation}\" does not fit: {why}.");
    }

    static string Name(char label) => label < Dots ? $"'{label}'" : $"dimension -{label - Dots + 1} of '...'";
}
