namespace Flint.Data;

public sealed partial class Table
{
    /// <summary>The rows in which none of these columns is missing.</summary>
    /// <param name="names">Which columns count; all unless given.</param>
    /// <exception cref="TableException">There is no such column.</exception>
    public Table DropMissing(params IEnumerable<string> names)
    {
        var columns = Chosen(names);
        return Take([.. Enumerable.Range(0, RowCount).Where(row => !columns.Any(c => c.IsMissing(row)))]);
    }

    /// <summary>The columns of which at most this share of cells is missing: with 0, only whole ones.</summary>
    public Table DropMissingColumns(double share = 0) => new(Columns.Where(c => c.MissingCount <= share * RowCount));

    /// <summary>Missing cells get the value of the last row before them that has one; those before the first stay missing, as in pandas' ffill.</summary>
    /// <param name="names">Which columns; all unless given.</param>
    /// <exception cref="TableException">There is no such column.</exception>
    public Table FillForward(params IEnumerable<string> names)
    {
        var filled = this;
        foreach (var column in Chosen(names))
        {
            var rows = Enumerable.Range(0, RowCount).ToArray();
            for (var row = 1; row < rows.Length; row++)
                if (column.IsMissing(row)) rows[row] = rows[row - 1];
            filled = filled.With(column.Take(rows));
        }
        return filled;
    }

    /// <summary>
    /// Missing numbers on the straight line between their neighbours, rows being equally far apart; after the last number they repeat it and
    /// before the first they stay missing, as in pandas' interpolate. Integers become numbers.
    /// </summary>
    /// <param name="names">Which columns; those of type Number and Integer unless given.</param>
    /// <exception cref="TableException">There is no such column, or it is text.</exception>
    public Table Interpolate(params IEnumerable<string> names)
    {
        string[] chosen = [.. names];
        var columns = chosen.Length > 0 ? Chosen(chosen) : [.. Columns.Where(c => c.Type is ColumnType.Number or ColumnType.Integer)];
        return columns.Aggregate(this, (table, column) => column.MissingCount == 0 ? table : table.With(Interpolated(column)));
    }

    static NumericColumn Interpolated(Column column)
    {
        var values = column.ToNumbers();
        var last = -1;
        for (var row = 0; row < values.Length; row++)
        {
            if (double.IsNaN(values[row])) continue;
            for (var i = last + 1; last >= 0 && i < row; i++) values[i] = values[last] + (values[row] - values[last]) * (i - last) / (row - last);
            last = row;
        }
        if (last >= 0) values.AsSpan(last).Fill(values[last]);
        return new(column.Name, values);
    }

    Column[] Chosen(IEnumerable<string> names)
    {
        Column[] chosen = [.. names.Select(n => this[n])];
        return chosen.Length > 0 ? chosen : [.. Columns];
    }
}
