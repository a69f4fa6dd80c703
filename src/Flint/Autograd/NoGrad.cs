namespace Flint;

/// <summary>While alive, this thread records nothing: <c>using (new NoGrad()) ...</c>. Nests.</summary>
/// <remarks>It belongs to the thread that made it: in asynchronous code, let no <c>await</c> come between the making and the end.</remarks>
public sealed class NoGrad() : GradMode(records: false);
