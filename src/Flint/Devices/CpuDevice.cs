namespace Flint;

/// <summary>Runs every primitive in C#, vectorised and on the threads of <see cref="Threads"/>. One partial file per family.</summary>
sealed partial class CpuDevice : Device
{
    internal CpuDevice() : base("cpu") { }
}
