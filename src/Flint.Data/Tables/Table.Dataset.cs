namespace Flint.Data;

public sealed partial class Table
{
    /// <summary>Rows as examples for a loader: inputs by a fitted pipeline, and a column of class names or numbers as class numbers (Int64).</summary>
    /// <param name="inputs">Fitted on the training part.</param>
    /// <param name="target">The column of the classes.</param>
    /// <param name="classes">Fitted on the training part, too; its categories are the data set's classes.</param>
    /// <exception cref="TableException">A column is not there, does not fit what was learned, or has missing cells.</exception>
    public Dataset ToDataset(TablePipeline inputs, string target, OrdinalEncoder classes) =>
        new TensorDataset(inputs.Transform(this), classes.ToTensor(this[target]), classes: [.. classes.Categories ?? []]);

    /// <summary>Rows as examples for a loader: inputs by a fitted pipeline, and a column of numbers as values [n, 1] (Float32), for regression or two classes of 0 and 1.</summary>
    /// <param name="inputs">Fitted on the training part.</param>
    /// <param name="target">The column of the values.</param>
    /// <exception cref="TableException">A column is not there, does not fit what was learned, or has missing cells.</exception>
    public Dataset ToDataset(TablePipeline inputs, string target) => new TensorDataset(inputs.Transform(this), ToTensor([target]));
}
