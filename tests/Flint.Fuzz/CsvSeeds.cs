using System.Text;
using Flint.Data;

namespace Flint.Fuzz;

/// <summary>CSV with quotes, doubled quotes, line ends in quotes, a byte order mark, all types, and gaps; plain and gzip.</summary>
static class CsvSeeds
{
    // Small limits, so that damaged files meet them.
    static readonly CsvFormat Strict = CsvFormat.Default with { MaxFieldLength = 64, MaxColumns = 8, TrimSpaces = true, Types = new Dictionary<string, ColumnType> { ["id"] = ColumnType.Integer } };

    internal static IReadOnlyList<byte[]> Make()
    {
        byte[][] plain =
        [
            Encoding.UTF8.GetBytes("id,name,born,ok\r\n1,\"Smith, \"\"Al\"\"\",2001-02-03,true\r\n2,\"two\nlines\",,False\r\n3,é,1999-12-31,true\r\n"),
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("id,x\n1,2.5\n2,-1e-3\n3,NA\n\n4,?\n")],
            Encoding.UTF8.GetBytes("id\n1\n2\n"),
        ];
        return [.. plain, IdxSeeds.Zipped(plain[0])];
    }

    internal static void Read(byte[] bytes) => Table.Read(new MemoryStream(bytes), "fuzz.csv", Strict).ToCsv();
}

/// <summary>The JSON of a pipeline of every step, and a table to put through what is still readable.</summary>
static class PipelineSeeds
{
    static readonly Table Table = Table.Parse("a,b,c\n1,x,2.5\n2,,3\n,y,-1\n");

    internal static IReadOnlyList<byte[]> Make()
    {
        var pipeline = new TablePipeline()
            .Add("a", new Imputer(addIndicator: true), new StandardScaler(), new MinMaxScaler(), new MaxAbsScaler(), new RobustScaler())
            .Add("b", new Imputer(ImputeStrategy.MostFrequent), new OneHotEncoder(UnknownCategory.Ignore, dropFirst: true))
            .Add("c", new OrdinalEncoder());
        pipeline.Fit(Table);
        return [Encoding.UTF8.GetBytes(pipeline.ToJson())];
    }

    internal static void Read(byte[] bytes) => TablePipeline.FromJson(Encoding.UTF8.GetString(bytes)).Transform(Table);
}
