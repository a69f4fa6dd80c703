using Flint.Data;

namespace Flint.Recipes;

/// <summary>What to predict in a table, and how its file is read.</summary>
/// <param name="Name">As given by <c>--data</c>.</param>
/// <param name="File">Its name in the folder <c>tabular</c> of the data, or a whole path.</param>
/// <param name="Target">The column of the classes; null for the last one.</param>
/// <param name="Format">How the file is written.</param>
public sealed record TableTask(string Name, string File, string? Target, CsvFormat Format)
{
    /// <summary>Columns that tell the answer, repeat another, or name the row.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Columns of numbers in which 0 stands for a missing one.</summary>
    public IReadOnlyList<string> ZeroIsMissing { get; init; } = [];

    /// <summary>What the classes mean, by what the file calls them.</summary>
    public IReadOnlyDictionary<string, string> Meanings { get; init; } = new Dictionary<string, string>();

    /// <summary>The tasks known by name.</summary>
    public static IReadOnlyList<TableTask> All { get; } =
    [
        new("titanic", "titanic.csv", "survived", Typed(new(), "survived", "pclass"))
        {
            LeftOut = ["alive", "class", "who", "adult_male", "embark_town", "alone"],
            Meanings = new Dictionary<string, string> { ["0"] = "died", ["1"] = "survived" },
        },
        // The horse died or was put down, or lived; columns 3 and 25 to 28 are the hospital's number and what was found in surgery.
        new("horse-colic", "horse-colic.csv", "outcome", Typed(new() { HasHeader = false, Names = HorseColic },
            "outcome", "surgery", "age", "extremities", "peripheral_pulse", "membranes", "refill", "pain", "peristalsis", "distension", "tube", "reflux", "feces", "abdomen", "appearance"))
        {
            LeftOut = ["hospital", "surgical", "lesion1", "lesion2", "lesion3", "cp"],
            Meanings = new Dictionary<string, string> { ["1"] = "lived", ["2"] = "died", ["3"] = "euthanized" },
        },
        new("pima", "pima-indians-diabetes.csv", "diabetes", Typed(new() { HasHeader = false, Names = Pima }, "diabetes"))
        {
            ZeroIsMissing = ["glucose", "pressure", "skin", "insulin", "bmi"],
            Meanings = new Dictionary<string, string> { ["0"] = "healthy", ["1"] = "diabetes" },
        },
        new("adult", "adult-train.csv", "income", new() { HasHeader = false, Names = Adult, TrimSpaces = true }) { LeftOut = ["weight", "education_years"] },
    ];

    static string[] HorseColic =>
    [
        "surgery", "age", "hospital", "temperature", "pulse", "respiration", "extremities", "peripheral_pulse", "membranes", "refill", "pain", "peristalsis",
        "distension", "tube", "reflux", "reflux_ph", "feces", "abdomen", "packed_cells", "protein", "appearance", "abdomen_protein", "outcome", "surgical",
        "lesion1", "lesion2", "lesion3", "cp",
    ];

    static string[] Pima => ["pregnancies", "glucose", "pressure", "skin", "insulin", "bmi", "pedigree", "age", "diabetes"];

    static string[] Adult =>
    [
        "age", "work", "weight", "education", "education_years", "marriage", "occupation", "relationship", "race", "sex", "gain", "loss", "hours", "country", "income",
    ];

    /// <summary>The task of this name, or that of a CSV file with a header, whose last column is the target.</summary>
    /// <exception cref="NotFoundException">There is neither.</exception>
    public static TableTask Find(string source) => All.FirstOrDefault(t => t.Name == source)
        ?? (System.IO.File.Exists(source) ? new(Path.GetFileName(source), Path.GetFullPath(source), null, new()) : throw new NotFoundException(
            $"There is no table '{source}': use {string.Join(", ", All.Select(t => t.Name))}, or a CSV file with a header whose last column is the class."));

    static CsvFormat Typed(CsvFormat format, params string[] texts) => format with { Types = texts.ToDictionary(t => t, _ => ColumnType.Text) };
}
