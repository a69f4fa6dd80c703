using System.Text.Json.Serialization;

namespace Flint.Data;

/// <summary>Categories as the integers 0, 1, 2, ... in their order, as scikit-learn's OrdinalEncoder and LabelEncoder; a missing cell is no category.</summary>
/// <param name="unknown">What becomes of a category that is not among them, or a missing cell; ignored ones become -1.</param>
/// <param name="categories">The categories in an order of one's own, none twice; <see cref="Fit"/> then checks that there are no others.</param>
[method: JsonConstructor]
public sealed class OrdinalEncoder(UnknownCategory unknown = UnknownCategory.Error, IReadOnlyList<string>? categories = null) : ColumnStep
{
    readonly bool given = categories is not null;

    /// <summary>What becomes of an unknown category.</summary>
    public UnknownCategory Unknown { get; } = unknown;

    /// <summary>The categories in the order of their numbers; null before <see cref="Fit"/>.</summary>
    public IReadOnlyList<string>? Categories { get; private set; } = Data.Categories.Checked(categories);

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsFitted => Categories is not null;

    /// <inheritdoc/>
    public override void Fit(Column column)
    {
        if (given) _ = Places(column);
        else Categories = Data.Categories.Of(column) is { Length: > 0 } found ? found : throw AllMissing(column);
    }

    /// <summary>The category of each number; null for -1.</summary>
    /// <exception cref="NN.StateException">Nothing was learned yet.</exception>
    /// <exception cref="TensorIndexException">A number is no category.</exception>
    public Column Inverse(Column column)
    {
        RequireFitted();
        return Column.Texts(column.Name, column.ToNumbers().Select(v => v switch
        {
            -1 => null,
            >= 0 when v < Categories!.Count => Categories[(int)v],
            _ => throw new TensorIndexException($"OrdinalEncoder has {Categories!.Count} categories, but column '{column.Name}' holds {v}: use 0 to {Categories.Count - 1}."),
        }));
    }

    /// <summary>The cells as class numbers [rows], Int64, for a loss.</summary>
    /// <exception cref="NN.StateException">Nothing was learned yet.</exception>
    /// <exception cref="TableException">A cell is of no category.</exception>
    public Tensor ToTensor(Column column)
    {
        RequireFitted();
        return Tensor.From<long>(Array.ConvertAll(Places(column), p => (long)p));
    }

    private protected override IReadOnlyList<Column> Apply(Column column) =>
        [Column.Integers(column.Name, Places(column).Select(p => (long?)p))];

    int[] Places(Column column)
    {
        var places = Data.Categories.Find(column, Categories!);
        return Unknown == UnknownCategory.Error && places.IndexOf(-1) is >= 0 and var bad ? throw Data.Categories.Unknown("OrdinalEncoder", column, bad, Categories!) : places;
    }
}
