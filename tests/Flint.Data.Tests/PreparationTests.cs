using System.Text.Json;

namespace Flint.Data.Tests;

public class PreparationTests
{
    static JsonElement Missing => TablesFixture.Root.GetProperty("missing");

    static Column C(params double[] values) => Column.Numbers("x", values);

    [Fact]
    public void Imputer_agrees_with_scikit_learn()
    {
        foreach (var c in Missing.GetProperty("imputer").EnumerateArray())
        {
            var imputer = c.GetProperty("strategy").GetString() switch
            {
                "mean" => new Imputer(ImputeStrategy.Mean, addIndicator: true),
                "median" => new Imputer(addIndicator: true),
                "most_frequent" => new Imputer(ImputeStrategy.MostFrequent, addIndicator: true),
                _ => Imputer.Constant(-7, addIndicator: true),
            };
            imputer.Fit(C(Missing.GetProperty("train").Numbers()));
            var filled = imputer.Transform(C(Missing.GetProperty("test").Numbers()));
            filled.Select(f => f.Name).ShouldBe(["x", "x_missing"]);
            foreach (var (row, values) in c.GetProperty("out").EnumerateArray().Index()) filled.Select(f => f.Number(row)).ShouldBeNear(values.Numbers());
        }
        var texts = new Imputer(ImputeStrategy.MostFrequent);
        texts.FitTransform(Column.Texts("t", "b", "a", null, "b", "a"))[0].Text(2).ShouldBe(Missing.GetProperty("text").GetString());
    }

    [Fact]
    public void Scalers_agree_with_scikit_learn_and_turn_back()
    {
        foreach (var c in TablesFixture.Root.GetProperty("scalers").EnumerateArray())
        {
            Scaler scaler = c.GetProperty("scaler").GetString() switch
            {
                "StandardScaler" => new StandardScaler(),
                "MinMaxScaler" => new MinMaxScaler(),
                "RobustScaler" => new RobustScaler(),
                _ => new MaxAbsScaler(),
            };
            var train = c.GetProperty("train").Numbers();
            var fitted = scaler.FitTransform(C(train))[0];
            fitted.ToNumbers().ShouldBeNear(c.GetProperty("fit_out").Numbers(), 1e-7);
            scaler.Transform(C(0.5, double.NaN, 7))[0].ToNumbers().ShouldBeNear(c.GetProperty("out").Numbers(), 1e-8);
            scaler.Inverse(fitted).ToNumbers().ShouldBeNear(train);
        }
    }

    [Fact]
    public void Encoders_agree_with_scikit_learn()
    {
        var e = TablesFixture.Root.GetProperty("encoders");
        var (train, test) = (Column.Texts("c", e.GetProperty("train").Texts()), Column.Texts("c", e.GetProperty("test").Texts()));
        var ignoring = new OneHotEncoder(UnknownCategory.Ignore);
        ignoring.Fit(train);
        Matches(ignoring.Transform(test), e.GetProperty("onehot"));
        ignoring.Transform(test).Select(c => c.Name).ShouldBe(["c=a", "c=b", "c=c"]);
        ignoring.Inverse("c", ignoring.Transform(test)).ToTexts().ShouldBe(["c", null, "a"]);
        var drop = new OneHotEncoder(dropFirst: true);
        drop.Fit(train);
        Matches(drop.Transform(Column.Texts("c", "c", "b", "a")), e.GetProperty("drop"));
        drop.Inverse("c", drop.Transform(train)).ToTexts().ShouldBe(train.ToTexts());
        var numbers = new OneHotEncoder();
        numbers.Fit(Column.Integers("n", 10, 2, 1, 2));
        Matches(numbers.Transform(Column.Numbers("n", 10, 1)), e.GetProperty("numbers"));
        var ordinal = new OrdinalEncoder();
        ordinal.FitTransform(train)[0].ToNumbers().ShouldBeNear(e.GetProperty("ordinal").Numbers());
        ordinal.ToTensor(train).ToArray<long>().Select(v => (double)v).ShouldBeNear(e.GetProperty("label").Numbers());
        ordinal.Inverse(ordinal.Transform(train)[0]).ToTexts().ShouldBe(train.ToTexts());
        new OrdinalEncoder(UnknownCategory.Ignore, ["low", "high"]).FitTransform(Column.Texts("c", "high", "low", "?"))[0].ToNumbers().ShouldBe([1, 0, -1]);

        static void Matches(IReadOnlyList<Column> columns, JsonElement rows)
        {
            foreach (var (row, values) in rows.EnumerateArray().Index()) columns.Select(c => c.Number(row)).ShouldBe(values.Numbers());
        }
    }

    [Fact]
    public void Errors_name_the_column_and_what_to_do()
    {
        Should.Throw<Flint.NN.StateException>(() => new StandardScaler().Transform(C(1))).Message.ShouldBe("StandardScaler has learned nothing yet: call Fit with a column of the training data first.");
        Should.Throw<TableException>(() => new Imputer().Fit(C(double.NaN, double.NaN))).Message
            .ShouldBe("Imputer cannot learn from column 'x': all of its 2 cells are missing. Leave the column out, or fill it with Imputer.Constant.");
        Should.Throw<TableException>(() => new Imputer(ImputeStrategy.MostFrequent).Fit(Column.Texts("t", null, null))).Message.ShouldContain("'t'");
        Should.Throw<TableException>(() => new StandardScaler().Fit(Column.Texts("t", "a"))).Message.ShouldContain("OneHotEncoder");
        Should.Throw<TableException>(() => new MinMaxScaler().Fit(C(1, double.PositiveInfinity))).Message.ShouldContain("infinity");
        Should.Throw<TableException>(() => Imputer.Constant("none").FitTransform(C(double.NaN))).Message.ShouldContain("give a number");
        var encoder = new OneHotEncoder();
        encoder.Fit(Column.Texts("sex", "male", "female"));
        Should.Throw<TableException>(() => encoder.Transform(Column.Texts("sex", "male", "other"))).Message
            .ShouldBe("OneHotEncoder: 'other' in row 1 of column 'sex' was not in the training data, which has female, male. Take unknown: UnknownCategory.Ignore to let such pass.");
        Should.Throw<TableException>(() => encoder.Transform(Column.Texts("sex", (string?)null))).Message.ShouldContain("fill it with an Imputer first");
        Should.Throw<ArgumentException>(() => new Imputer(ImputeStrategy.Constant)).Message.ShouldContain("Imputer.Constant(value)");
        Should.Throw<ArgumentException>(() => new TablePipeline().Add("a").Add("a")).Message.ShouldContain("'a'");
        Should.Throw<ArgumentException>(() => new TablePipeline().Add("a", new OneHotEncoder(), new StandardScaler())).Message.ShouldContain("last");
    }

    [Fact]
    public void A_pipeline_learns_from_the_training_part_alone_and_survives_json()
    {
        var train = Table.Parse("age,fare,sex,ok,rank,id\n20,1,m,true,low,a\n,3,f,false,high,b\n40,,m,,high,c\n");
        var test = Table.Parse("age,fare,sex,ok,rank,id\n100,2,x,true,low,d\n,,,false,high,e\n");
        var pipeline = new TablePipeline()
            .Add("age", new Imputer(ImputeStrategy.Mean, addIndicator: true), new StandardScaler())
            .Add("fare", Imputer.Constant(2), new MinMaxScaler())
            .Add(["sex", "ok"], () => [new Imputer(ImputeStrategy.MostFrequent), new OneHotEncoder(UnknownCategory.Ignore)])
            .Add("rank", new OrdinalEncoder(categories: ["low", "high"]));
        pipeline.FitTransform(train).Shape.ShouldBe(new Shape([3, 8]));
        pipeline.FeatureNames.ShouldBe(["age", "age_missing", "fare", "sex=f", "sex=m", "ok=0", "ok=1", "rank"]);
        // Ages 20, 30 (filled), 40: mean 30, variance 200/3.
        var std = Math.Sqrt(200 / 3.0);
        var got = pipeline.Transform(test).ToArray<float>();
        got.Select(v => (double)v).ShouldBeNear([70 / std, 0, 0.5, 0, 0, 0, 1, 0, 0, 1, 0.5, 0, 1, 1, 0, 1], 1e-6);

        var json = pipeline.ToJson();
        var again = TablePipeline.FromJson(json);
        again.FeatureNames.ShouldBe(pipeline.FeatureNames);
        again.InputNames.ShouldBe(["age", "fare", "sex", "ok", "rank"]);
        again.Transform(test).ToArray<float>().ShouldBe(got);
        again.ToJson().ShouldBe(json);
        foreach (var bad in new[] { "", "{}", "null", "[1]", json.Replace("imputer", "impostor"), json[..^5] })
            Should.Throw<FileFormatException>(() => TablePipeline.FromJson(bad)).Message.ShouldStartWith("This is not the JSON of a TablePipeline");
        foreach (var bad in new[]
        {
            """{"columns": [null], "features": []}""", """{"columns": [], "features": [null]}""", """{"columns": [{"name": "a", "steps": [null]}], "features": []}""",
            """{"columns": [{"name": "a", "steps": [{"step": "one_hot_encoder", "categories": ["x", "x"]}]}], "features": []}""",
            """{"columns": [{"name": "a", "steps": [{"step": "ordinal_encoder", "categories": [null]}]}], "features": []}""",
        })
            Should.Throw<FileFormatException>(() => TablePipeline.FromJson(bad), bad).Message.ShouldStartWith("This is not the JSON of a TablePipeline");
        TablePipeline.For(train, "id").InputNames.ShouldBe(["age", "fare", "sex", "ok", "rank"]);
        TablePipeline.For(train, "id").FitTransform(train).Shape.ShouldBe(new Shape([3, 8]));
    }
}
