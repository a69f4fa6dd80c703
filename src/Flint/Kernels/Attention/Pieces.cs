namespace Flint.Kernels;

/// <summary>Divides one allocation among the buffers of a task.</summary>
static unsafe class Pieces
{
    /// <summary>The next elements, in whole cache lines: what begins on one keeps doing so.</summary>
    internal static T* Take<T>(ref T* next, long count) where T : unmanaged
    {
        var taken = next;
        next += (count + 15) / 16 * 16;
        return taken;
    }
}
