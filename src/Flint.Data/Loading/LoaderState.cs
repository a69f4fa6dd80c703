namespace Flint.Data;

/// <summary>Where a loader stands; part of a checkpoint, so that a resumed run goes on with the very next batch.</summary>
/// <param name="Epoch">The epoch, from 0; it decides the order of the examples.</param>
/// <param name="Batch">How many batches of the epoch have been handed out.</param>
/// <param name="Seed">The seed that a loader without one of its own has drawn.</param>
public readonly record struct LoaderState(int Epoch, int Batch, long? Seed = null);
