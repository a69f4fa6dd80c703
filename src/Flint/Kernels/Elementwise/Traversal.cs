using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// Feeds an inner loop from operands of any layout. Loops see contiguous memory only: an operand that is strided or
/// broadcast is packed, some hundred elements at a time, into a block that stays in the first-level cache.
/// </summary>
unsafe struct Traversal : IRangeBody
{
    /// <summary>Elements per packed block: five blocks of eight-byte elements fit the first-level cache beside their sources.</summary>
    const int Block = 512;

    /// <summary>Rows at least this long are handed to the loop one by one; shorter ones are packed together.</summary>
    const int LongRow = 64;

    internal Grid Grid;
    internal delegate*<void*, byte**, nint, bool, void> Loop;
    internal void* Op;
    bool streams;
    fixed long pointers[Grid.MaxOperands];

    /// <summary>Runs the loop over the grid, on several threads if it is large.</summary>
    internal static void Run(in Grid grid, delegate*<void*, byte**, nint, bool, void> loop, void* op, byte** operands)
    {
        var traversal = new Traversal { Grid = grid, Loop = loop, Op = op };
        for (var k = 0; k < grid.Operands; k++) traversal.pointers[k] = (long)operands[k];
        traversal.streams = grid.IsLinear(0) && Streaming.Pays(operands[0], grid.Count * grid.ElementSizes[0]);
        Threads.For(grid.Count, Grain.Of(1), ref traversal);
    }

    [SkipLocalsInit]
    public void Run(long start, long end)
    {
        var memory = stackalloc byte[Grid.MaxOperands * Block * sizeof(long)];
        var at = stackalloc long[Grid.MaxRank];
        var operands = stackalloc byte*[Grid.MaxOperands];
        var held = stackalloc long[Grid.MaxOperands];
        var kinds = stackalloc Kind[Grid.MaxOperands];
        Grid.Locate(start, at);

        var packs = false;
        for (var k = 0; k < Grid.Operands; k++)
        {
            held[k] = 0;
            kinds[k] = KindOf(k);
            packs |= kinds[k] is Kind.Strided or Kind.RepeatedInRow or Kind.Constant;
        }
        var rowByRow = Grid.Inner >= LongRow;
        for (var position = start; position < end;)
        {
            var row = Grid.Rank == 0 ? 1 : Math.Min(Grid.Inner - at[Grid.Rank - 1], end - position);
            var count = rowByRow ? row : end - position;
            if (packs || !rowByRow) count = Math.Min(count, Block);

            var inOneRow = count <= row;
            for (var k = 0; k < Grid.Operands; k++)
            {
                var block = memory + k * Block * sizeof(long);
                var source = (byte*)pointers[k] + Grid.Offset(k, at);
                if (kinds[k] == Kind.Linear || (inOneRow && kinds[k] == Kind.Rows))
                {
                    operands[k] = source;
                    continue;
                }
                operands[k] = block;
                if (k == 0) continue;
                // A block that still holds this broadcast element serves again.
                var isOne = kinds[k] == Kind.Constant || (inOneRow && kinds[k] == Kind.RepeatedInRow);
                if (isOne && held[k] == (long)source) continue;
                held[k] = isOne ? (long)source : 0;
                if (isOne) Strided.Gather(block, source, 0, Block, Grid.ElementSizes[k]);
                else Pack(k, block, at, count, gather: true);
            }
            // Rows may begin anywhere.
            Loop(Op, operands, (nint)count, streams && Streaming.IsWhole(operands[0]));
            if (operands[0] == memory) Pack(0, memory, at, count, gather: false);
            Grid.Advance(at, count);
            position += count;
        }
        if (streams) Streaming.End();
    }

    readonly Kind KindOf(int operand)
    {
        if (Grid.IsLinear(operand)) return Kind.Linear;
        if (Grid.IsConstant(operand)) return Kind.Constant;
        var stride = Grid.InnerStride(operand);
        return stride == Grid.ElementSizes[operand] ? Kind.Rows : stride == 0 ? Kind.RepeatedInRow : Kind.Strided;
    }

    /// <summary>How an operand lies: contiguous over all, in each row, one element for all, one for each row, or with gaps.</summary>
    enum Kind { Linear, Rows, Constant, RepeatedInRow, Strided }

    /// <summary>Copies <paramref name="count"/> elements, row by row, between an operand and its block.</summary>
    readonly void Pack(int operand, byte* block, long* from, long count, bool gather)
    {
        var at = stackalloc long[Grid.MaxRank];
        for (var d = 0; d < Grid.Rank; d++) at[d] = from[d];
        var size = Grid.ElementSizes[operand];
        var stride = Grid.InnerStride(operand);
        while (count > 0)
        {
            var row = Math.Min(Grid.Inner - at[Grid.Rank - 1], count);
            var source = (byte*)pointers[operand] + Grid.Offset(operand, at);
            if (gather) Strided.Gather(block, source, stride, row, size);
            else Strided.Scatter(block, source, stride, row, size);
            block += row * size;
            count -= row;
            Grid.Advance(at, row);
        }
    }
}
