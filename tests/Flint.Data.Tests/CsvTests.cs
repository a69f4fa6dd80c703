using System.Text;

namespace Flint.Data.Tests;

public class CsvTests
{
    static string?[][] Fields(string text, CsvFormat? format = null) =>
        [.. CsvReader.Records(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t.csv", (format ?? CsvFormat.Default) with { HasHeader = false }).Select(r => r.Fields.ToArray())];

    static readonly CsvFormat Blanks = CsvFormat.Default with { Separator = null };

    [Fact]
    public void Rfc4180()
    {
        Fields("a,b\r\nc,d\r\n").ShouldBe([["a", "b"], ["c", "d"]]);
        Fields("a,b\nc,d").ShouldBe([["a", "b"], ["c", "d"]]);
        Fields("a,b\rc,d\r").ShouldBe([["a", "b"], ["c", "d"]]);
        Fields("\"x,\"\"y\"\"\",\"1\r\n2\"\n").ShouldBe([["x,\"y\"", "1\r\n2"]]);
        Fields("\uFEFFa,b\n").ShouldBe([["a", "b"]]);
        Fields("a,,\n").ShouldBe([["a", null, null]]);
        Fields("\"\",\"NA\",NA,?\n").ShouldBe([["", "NA", null, null]]);
        Fields(" a , b\n").ShouldBe([[" a ", " b"]]);
        Fields("5'10\" tall,x\n").ShouldBe([["5'10\" tall", "x"]]);
        Fields("a\n\n\r\nb\n").ShouldBe([["a"], ["b"]]);
        Fields("").ShouldBe([]);
    }

    [Fact]
    public void Other_formats()
    {
        Fields("a;1,5\n", CsvFormat.Default with { Separator = ';' }).ShouldBe([["a", "1,5"]]);
        Fields("a\t b\n", CsvFormat.Default with { Separator = '\t' }).ShouldBe([["a", " b"]]);
        Fields("a\t\t b\n", CsvFormat.Default with { Separator = '\t', TrimSpaces = true }).ShouldBe([["a", null, "b"]]);
        Fields("  1  2 \t \"three four\" \n5 ? 7", Blanks).ShouldBe([["1", "2", "three four"], ["5", null, "7"]]);
        Fields("# note, with commas,\na,#b\n", CsvFormat.Default with { Comment = '#' }).ShouldBe([["a", "#b"]]);
        Fields("a, \"b, c\" , d\n", CsvFormat.Default with { TrimSpaces = true }).ShouldBe([["a", "b, c", "d"]]);
        Fields("-,x\n", CsvFormat.Default with { MissingMarks = ["-"] }).ShouldBe([[null, "x"]]);
    }

    [Fact]
    public void Long_records_cross_the_buffer()
    {
        var text = string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},\"{new string('x', i % 37)}\"\"\n\",é\r\n"));
        var records = Fields(text);
        records.Length.ShouldBe(5000);
        for (var i = 0; i < 5000; i++) records[i].ShouldBe([$"{i}", new string('x', i % 37) + "\"\n", "é"]);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "'t.csv', line 3: 1 fields, but the header has 2. Check the separator, and put fields that hold it in quotes.")]
    [InlineData("a,b\n\"x\n\n\",2\n1,2,3\n", "'t.csv', line 5: 3 fields, but the header has 2. Check the separator, and put fields that hold it in quotes.")]
    [InlineData("a,b\n1,\"2\n3,4\n", "'t.csv', line 4, column 2: the quote opened in line 2 is not closed.")]
    [InlineData("a,b\n\"1\"2,3\n", "'t.csv', line 2, column 1: after the closing quote comes '2', expected ',' or the end of the line; a quote within quotes is written twice.")]
    [InlineData("a,b\n1,x\n", "'t.csv', line 2, column 2 ('b'): 'x' is no Number; a mark for missing values belongs into CsvFormat.MissingMarks.")]
    [InlineData("a,b\n1,12345678901\n", "'t.csv', line 2, column 2: the field is longer than 10 characters; a quote may not be closed.")]
    [InlineData("a,b,c,d\n", "'t.csv', line 1, column 3: there are more than 3 columns; this may be no CSV file.")]
    [InlineData("", "'t.csv' is empty: expected a header or records.")]
    [InlineData("a,b,a\n", "'t.csv' has two columns 'a': give other names with CsvFormat.Names.")]
    public void Errors_name_file_line_and_column(string text, string message)
    {
        var format = CsvFormat.Default with { MaxFieldLength = 10, MaxColumns = 3, Types = text.Contains('x') ? new Dictionary<string, ColumnType> { ["b"] = ColumnType.Number } : [] };
        Should.Throw<FileFormatException>(() => Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t.csv", format)).Message.ShouldBe(message);
    }

    [Fact]
    public void Bytes_that_are_no_text_and_damaged_gzip_are_told()
    {
        Should.Throw<FileFormatException>(() => Table.Read(new MemoryStream([(byte)'a', (byte)'\n', 0xE9, (byte)'\n']), "t.csv")).Message.ShouldContain("Encoding.Latin1");
        Table.Read(new MemoryStream([(byte)'a', (byte)'\n', 0xE9, (byte)'\n']), "t.csv", CsvFormat.Default with { Encoding = Encoding.Latin1 })["a"].Text(0).ShouldBe("é");
        Should.Throw<FileFormatException>(() => Table.Read(new MemoryStream([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255]), "t.csv.gz"));
    }

    [Fact]
    public void Types_follow_from_all_cells()
    {
        var t = Table.Parse("i,n,b,t,d,none,late,zero\n1,1,true,x,2024-02-29,,1,007\n-3,2.5,FALSE,5,2024-01-01 10:30,NA,2,010\n,1e3,,,,?,x,1\n");
        t.Columns.Select(c => c.Type).ShouldBe([ColumnType.Integer, ColumnType.Number, ColumnType.Boolean, ColumnType.Text, ColumnType.Date, ColumnType.Number, ColumnType.Text, ColumnType.Integer]);
        t.Columns.Select(c => c.MissingCount).ShouldBe([1, 0, 1, 1, 1, 3, 0, 0]);
        t["d"].Number(0).ShouldBe(19782);
        t["d"].Text(1).ShouldBe("2024-01-01T10:30:00");
        t["b"].ToNumbers().ShouldBe([1, 0, double.NaN]);
        var zip = Table.Parse("zip\n01234\n", CsvFormat.Default with { Types = new Dictionary<string, ColumnType> { ["zip"] = ColumnType.Text } });
        zip["zip"].Text(0).ShouldBe("01234");
        Should.Throw<TableException>(() => Table.Parse("a\n1\n", CsvFormat.Default with { Types = new Dictionary<string, ColumnType> { ["b"] = ColumnType.Text } })).Message.ShouldContain("'b'");
    }

    [Fact]
    public void A_table_survives_being_written()
    {
        var t = new Table(
            Column.Texts("a, \"b\"", "x\r\ny", null, "", "NA", "say \"hi\"", " pad "),
            Column.Numbers("n", 0.1, double.NaN, 1e300, -0.0, 1 / 3.0, double.PositiveInfinity),
            Column.Dates("d", new DateTime(2024, 5, 31), null, new DateTime(2024, 5, 31, 1, 2, 3, 4), default(DateTime), null, null));
        foreach (var format in new[] { CsvFormat.Default, CsvFormat.Default with { Separator = ';' }, Blanks })
        {
            var again = Table.Parse(t.ToCsv(format), format);
            again.Names.ShouldBe(t.Names);
            again.Columns.Select(c => c.Type).ShouldBe(t.Columns.Select(c => c.Type));
            for (var c = 0; c < 3; c++) again.Columns[c].ToTexts().ShouldBe(t.Columns[c].ToTexts());
        }
        var one = new Table(Column.Texts("only", "a", null, "b"));
        Table.Parse(one.ToCsv())["only"].ToTexts().ShouldBe(["a", null, "b"]);
    }
}
