namespace Flint.Data;

/// <summary>
/// While examples are made, gives each a stream of its own as the ambient generator: it follows from the generator's place and the example's
/// number, in a loader from seed, epoch and number, whatever the batch and the thread. If no example draws, the ambient stream goes on untouched.
/// </summary>
ref struct ExampleStreams
{
    readonly Generator ambient;
    readonly GeneratorState start;
    GeneratorState given;
    bool drawn;

    ExampleStreams(Generator ambient) => (this.ambient, start, given) = (ambient, ambient.State, ambient.State);

    internal static ExampleStreams Begin() => new(Random.Generator);

    /// <summary>What follows is drawn for this example.</summary>
    internal void Next(int example)
    {
        drawn |= ambient.State != given;
        ambient.State = given = EpochOrder.OfExample(start, example);
    }

    /// <summary>The ambient stream goes on, one place further if there were draws.</summary>
    internal void Dispose()
    {
        drawn |= ambient.State != given;
        ambient.State = drawn ? start with { Offset = start.Offset + 1 } : start;
    }
}
