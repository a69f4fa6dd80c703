using System.Text.Json.Serialization;

namespace Flint.Data;

/// <summary>
/// What is done to a column before a model sees it, learned from the training part alone: <see cref="Fit"/> on that, then <see cref="Transform"/>
/// on any. All that is learned is in public properties and written as JSON by <see cref="TablePipeline.ToJson"/>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(Imputer), "imputer")]
[JsonDerivedType(typeof(StandardScaler), "standard_scaler")]
[JsonDerivedType(typeof(MinMaxScaler), "min_max_scaler")]
[JsonDerivedType(typeof(MaxAbsScaler), "max_abs_scaler")]
[JsonDerivedType(typeof(RobustScaler), "robust_scaler")]
[JsonDerivedType(typeof(OneHotEncoder), "one_hot_encoder")]
[JsonDerivedType(typeof(OrdinalEncoder), "ordinal_encoder")]
public abstract class ColumnStep
{
    private protected ColumnStep() { }

    /// <summary>True once <see cref="Fit"/> has learned, or a fitted state was read.</summary>
    [JsonIgnore]
    public abstract bool IsFitted { get; }

    /// <summary>Learns from a column of the training data; forgets what was learned before.</summary>
    /// <exception cref="TableException">The column is of the wrong type, or all of it is missing.</exception>
    public abstract void Fit(Column column);

    /// <summary>What becomes of a column: one or several.</summary>
    /// <exception cref="NN.StateException">Nothing was learned yet.</exception>
    /// <exception cref="TableException">The column does not fit what was learned.</exception>
    public IReadOnlyList<Column> Transform(Column column)
    {
        RequireFitted();
        return Apply(column);
    }

    /// <summary>Learns from a column and transforms it.</summary>
    /// <exception cref="TableException">As <see cref="Fit"/>.</exception>
    public IReadOnlyList<Column> FitTransform(Column column)
    {
        Fit(column);
        return Transform(column);
    }

    private protected abstract IReadOnlyList<Column> Apply(Column column);

    private protected void RequireFitted()
    {
        if (!IsFitted) throw new NN.StateException($"{GetType().Name} has learned nothing yet: call Fit with a column of the training data first.");
    }

    private protected double[] Present(Column column)
    {
        double[] present = [.. column.ToNumbers().Where(v => !double.IsNaN(v))];
        return present.Length > 0 ? present : throw AllMissing(column);
    }

    private protected TableException AllMissing(Column column) =>
        new($"{GetType().Name} cannot learn from column '{column.Name}': all of its {column.Count} cells are missing. Leave the column out, or fill it with Imputer.Constant.");
}
