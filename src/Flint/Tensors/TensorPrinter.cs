using System.Globalization;
using System.Text;

namespace Flint;

/// <summary>
/// Text of a tensor in the manner of NumPy's str(): aligned columns, at most 8 digits after the point, exponents where the
/// range asks for them, lines of 75 characters, and only the first and last 3 of each dimension above 1000 elements.
/// </summary>
sealed class TensorPrinter
{
    const int LineWidth = 75, Threshold = 1000, EdgeItems = 3;

    readonly Tensor x;
    readonly bool isSummary;
    readonly Dictionary<long, string> cells = [];
    readonly StringBuilder text = new();

    internal static string Print(Tensor x) => new TensorPrinter(x).Text();

    TensorPrinter(Tensor x)
    {
        this.x = x.Detach();
        isSummary = x.Count > Threshold;
    }

    string Text()
    {
        if (x.Rank == 0) return x.DType.IsFloating ? NumberColumn.Single(Value(0), x.DType) : IntegerText(x, 0);
        if (x.Count == 0) return "[]";
        var shown = new List<long>();
        Collect(0, 0, shown);
        var column = x.DType.IsFloating ? NumberColumn.Format(shown.ConvertAll(Value), x.DType) : Aligned(shown);
        for (var i = 0; i < shown.Count; i++) cells[shown[i]] = column[i];
        Write(0, 0, "");
        return text.ToString();
    }

    IEnumerable<int> Shown(int size) => !isSummary || size <= 2 * EdgeItems
        ? Enumerable.Range(0, size)
        : Enumerable.Range(0, EdgeItems).Concat(Enumerable.Range(size - EdgeItems, EdgeItems));

    void Collect(int dim, long at, List<long> shown)
    {
        if (dim == x.Rank) shown.Add(at);
        else
            foreach (var i in Shown(x.Layout.Sizes[dim])) Collect(dim + 1, at + i * x.Layout.Strides[dim], shown);
    }

    void Write(int dim, long at, string indent)
    {
        text.Append('[');
        indent += " ";
        var last = dim == x.Rank - 1;
        var previous = -1;
        var line = indent.Length;
        foreach (var i in Shown(x.Layout.Sizes[dim]))
        {
            if (i != previous + 1) Separate("...", last, dim, indent, ref line, isFirst: false);
            var child = at + i * x.Layout.Strides[dim];
            if (last)
            {
                Separate(cells[child], last, dim, indent, ref line, isFirst: previous < 0);
            }
            else
            {
                if (previous >= 0) NewLine(dim, indent);
                Write(dim + 1, child, indent);
            }
            previous = i;
        }
        text.Append(']');
    }

    void Separate(string cell, bool last, int dim, string indent, ref int line, bool isFirst)
    {
        if (!last)
        {
            NewLine(dim, indent);
        }
        else if (!isFirst)
        {
            // The closing brackets must fit on the line too.
            var fits = line + 1 + cell.Length + 1 <= LineWidth;
            text.Append(fits ? " " : "\n" + indent);
            line = fits ? line + 1 : indent.Length;
        }
        text.Append(cell);
        line += cell.Length;
    }

    void NewLine(int dim, string indent) => text.Append('\n', x.Rank - 1 - dim).Append(indent);

    double Value(long at) => Element<double>(at);

    T Element<T>(long at) where T : unmanaged => x.Alias(Layout.Scalar, x.Offset + at).Item<T>();

    List<string> Aligned(List<long> shown)
    {
        var all = shown.ConvertAll(at => IntegerText(x, at));
        var width = all.Max(t => t.Length);
        return all.ConvertAll(t => t.PadLeft(width));
    }

    string IntegerText(Tensor tensor, long at) => tensor.DType == DType.Bool
        ? Element<bool>(at) ? "True" : "False"
        : Element<long>(at).ToString(CultureInfo.InvariantCulture);
}
