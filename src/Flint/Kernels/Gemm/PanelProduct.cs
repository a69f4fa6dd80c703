namespace Flint.Kernels;

/// <summary>Products with operands that a kernel holds ready: tiles of A against packed panels of B.</summary>
static unsafe class PanelProduct<T, TTile> where T : unmanaged where TTile : struct, ITile<T>
{
    /// <summary>Columns [0, <paramref name="columns"/>) of the target, from panels [k, width] one after the other.</summary>
    internal static void Multiply(in RowTiles<T> a, T* panels, int k, int columns, in Target<T> target)
    {
        var b = new PackedPanels<T, TTile>(panels);
        Product<T, TTile>.Sweep(a, ref b, 0, k, 0, 0, columns, target, first: true, last: true);
    }
}
