using System.Text.Json;

namespace Flint.Data.Tests;

public class TableTests
{
    static Table Small() => Table.Parse("name,age,city\nAnn,31,Rome\nBob,,Oslo\nCid,25,Rome\nDee,31,\n");

    public static TheoryData<string> Files => [.. TablesFixture.Root.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("file").GetString()!)];

    [Theory, MemberData(nameof(Files))]
    public void Real_files_load_as_pandas_reads_them(string file)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("FLINT_DATA") ?? "", "tabular", file);
        Assert.SkipUnless(File.Exists(path), "FLINT_DATA has no tabular folder");
        var expected = TablesFixture.Root.GetProperty("files").EnumerateArray().First(f => f.GetProperty("file").GetString() == file);
        var table = Table.Read(path, CsvFormat.Default with { HasHeader = expected.GetProperty("header").GetBoolean(), TrimSpaces = expected.GetProperty("trim").GetBoolean() });
        table.RowCount.ShouldBe(expected.GetProperty("rows").GetInt32());
        var described = table.Describe();
        foreach (var (row, column) in expected.GetProperty("columns").EnumerateArray().Index())
        {
            table.Names[row].ShouldBe(column.GetProperty("name").GetString());
            table.Columns[row].Type.ToString().ShouldBe(column.GetProperty("type").GetString(), table.Names[row]);
            foreach (var figure in new[] { "missing", "unique", "mean", "std", "min", "25%", "50%", "75%", "max" })
                if (column.TryGetProperty(figure, out var value))
                    described[figure].Number(row).ShouldBe(value.GetDouble(), 1e-10 * Math.Max(1, Math.Abs(value.GetDouble())), $"{table.Names[row]} {figure}");
            if (column.TryGetProperty("longest", out var longest)) table.Columns[row].ToTexts().Max(t => t?.Length ?? 0).ShouldBe(longest.GetInt32());
        }
    }

    [Fact]
    public void Rows_and_columns_are_chosen()
    {
        var t = Small();
        t.Select("city", "name").Names.ShouldBe(["city", "name"]);
        t.Drop("age").Names.ShouldBe(["name", "city"]);
        t.Where(r => r.Number("age") > 30)["name"].ToTexts().ShouldBe(["Ann", "Dee"]);
        t.Take(2, 2, 0)["name"].ToTexts().ShouldBe(["Cid", "Cid", "Ann"]);
        t.Head(2).RowCount.ShouldBe(2);
        t.Rename("age", "years").Names.ShouldBe(["name", "years", "city"]);
        t.With(Column.Numbers("age", 1, 2, 3, 4)).Names.ShouldBe(["name", "age", "city"]);
        t.SortBy("age")["name"].ToTexts().ShouldBe(["Cid", "Ann", "Dee", "Bob"]);
        t.SortBy("age", descending: true)["name"].ToTexts().ShouldBe(["Ann", "Dee", "Cid", "Bob"]);
        t.SortBy("city")["name"].ToTexts().ShouldBe(["Bob", "Ann", "Cid", "Dee"]);
        t.Counts("city").ShouldBe([new("Rome", 2), new("Oslo", 1)]);
        t.Row(1).IsMissing("age").ShouldBeTrue();
        t.ToString().ShouldBe("name  age  city\nAnn    31  Rome\nBob     -  Oslo\nCid    25  Rome\nDee    31  -\n4 rows x 3 columns");
    }

    [Fact]
    public void Numbers_become_a_tensor()
    {
        var t = Table.Parse("x,y,ok\n1,2.5,true\n3,4,false\n");
        t.ToTensor().ToArray<float>().ShouldBe([1, 2.5f, 1, 3, 4, 0]);
        t.ToTensor(["y"], DType.Float64).Shape.ShouldBe(new Shape([2, 1]));
        Should.Throw<TableException>(() => Small().ToTensor(["age"])).Message
            .ShouldBe("Column 'age' misses 1 of 4 cells, the first in row 1: fill them with an Imputer, or drop the rows with DropMissing.");
        Small().ToTensor(["age"], allowMissing: true).ToArray<float>()[1].ShouldBe(float.NaN);
        Should.Throw<TableException>(() => Small().ToTensor(["name"])).Message.ShouldContain("holds text ('Ann')");
    }

    [Fact]
    public void Missing_cells_are_dropped_or_filled_as_in_pandas()
    {
        var t = Small();
        t.DropMissing()["name"].ToTexts().ShouldBe(["Ann", "Cid"]);
        t.DropMissing("age")["name"].ToTexts().ShouldBe(["Ann", "Cid", "Dee"]);
        t.DropMissingColumns().Names.ShouldBe(["name"]);
        t.DropMissingColumns(0.25).Names.ShouldBe(["name", "age", "city"]);
        t.FillForward()["city"].ToTexts().ShouldBe(["Rome", "Oslo", "Rome", "Rome"]);
        var m = TablesFixture.Root.GetProperty("missing");
        var series = new Table(Column.Numbers("s", m.GetProperty("series").Numbers()));
        series.FillForward()["s"].ToNumbers().ShouldBeNear(m.GetProperty("ffill").Numbers());
        series.Interpolate()["s"].ToNumbers().ShouldBeNear(m.GetProperty("interpolate").Numbers());
        new Table(Column.Numbers("none", double.NaN, double.NaN)).Interpolate()["none"].MissingCount.ShouldBe(2);
    }

    [Fact]
    public void Errors_say_what_there_is()
    {
        Should.Throw<TableException>(() => Small()["Age"]).Message.ShouldBe("The table has no column 'Age': it has name, age, city.");
        Should.Throw<TableException>(() => Small().With(Column.Numbers("x", 1))).Message.ShouldContain("'name' has 4 rows and 'x' 1");
        Should.Throw<TableException>(() => new Table(Column.Numbers("x", 1), Column.Numbers("x", 1))).Message.ShouldContain("named 'x'");
        Should.Throw<TensorIndexException>(() => Small().Take(4)).Message.ShouldBe("Row 4 was asked of column 'name' of 4: use 0 to 3.");
        Should.Throw<TensorIndexException>(() => Small().Row(-1));
    }
}
