namespace Flint.Tests.Runtime;

/// <summary>Tests that change <see cref="Threads.Count"/> or measure the process run one at a time, after all others.</summary>
[CollectionDefinition("Threads.Count", DisableParallelization = true)]
public sealed class ThreadsCountCollection;
