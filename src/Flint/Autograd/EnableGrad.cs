namespace Flint;

/// <summary>While alive, this thread records, also inside a <see cref="NoGrad"/>: <c>using (new EnableGrad()) ...</c>. Nests.</summary>
/// <remarks>It belongs to the thread that made it: in asynchronous code, let no <c>await</c> come between the making and the end.</remarks>
public sealed class EnableGrad() : GradMode(records: true);
