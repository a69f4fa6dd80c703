using System.Text;

namespace Flint.NN;

/// <summary>C# member names as state-dict keys: <c>InProjWeight</c> is <c>in_proj_weight</c>, <c>fc1</c> stays, <c>BNRelu</c> is <c>bn_relu</c>.</summary>
static class SnakeCase
{
    internal static string Of(string name)
    {
        name = name.TrimStart('_');
        var key = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && StartsWord(name, i)) key.Append('_');
            key.Append(char.ToLowerInvariant(name[i]));
        }
        return key.ToString();
    }

    // A capital starts a word after a small letter or a digit, and as the last capital of a run: InProj, fc1Norm, BNRelu.
    static bool StartsWord(string name, int i) =>
        char.IsUpper(name[i]) && name[i - 1] != '_'
        && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
}
