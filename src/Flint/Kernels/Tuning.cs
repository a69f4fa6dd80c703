namespace Flint.Kernels;

/// <summary>The constants that measurement chose, each with the benchmark that did: on another machine, `flint bench` tells whether they still hold.</summary>
static class Tuning
{
    // Matrix products

    /// <summary>Steps along k between two loads and stores of C, in floats and doubles: a panel of B stays close. gemm-1152: 256 to 512 are equal.</summary>
    internal const int Depth = 384, DoubleDepth = 256;

    /// <summary>Rows of a panel of B that are asked for ahead of their use, where they lie on pages of their own. gemm-tall: 12 and 16 beat 4 to 8 by 5%.</summary>
    internal const int RowsAhead = 12;

    /// <summary>Steps along k after which a tile asks for rows of the panel to come. gemm-1152: with it 4% faster, gemm-tall 10%.</summary>
    internal const int Stretch = 16;

    /// <summary>Rows of A, a multiple of every tile's height, whose tiles stay in the second-level cache for all panels of a task. gemm-1152: 192 to 384 are equal.</summary>
    internal const int RowBlock = 288;

    /// <summary>Columns of a task: fewer would read the rows of A again too often, more would keep threads waiting. gemm-576, gemm-2304.</summary>
    internal const int LeastColumns = 256, ColumnBlock = 768;

    /// <summary>Multiply-adds that repay waking a thread. mlp-bigmodel at 2 threads.</summary>
    internal const long TaskWork = 1 << 22;

    /// <summary>Elements of A that one task packs. gemm-576, A transposed.</summary>
    internal const int PackGrain = 1 << 15;

    /// <summary>Bytes of A that are packed at a time. gemm-2304: 2 MiB and 8 MiB are equal.</summary>
    internal const int PackedBytes = 2 << 20;

    /// <summary>Bytes between rows, or a divisor, at which they compete for the same sets of the cache, and columns up to which packing them does not pay. 1024 x 64 x 1024.</summary>
    internal const int CriticalStride = 2048, FewColumns = 64;

    /// <summary>Rows of the small side up to which both ways through a large one (dot products, scaled rows) beat a tile. 1024 x 4 x 1024: dot products in sixes and fours are equal.</summary>
    internal const int FewRows = 4;

    /// <summary>Elements of the large side of such a product that one task reads, and columns of a task where rows are scaled. Chosen before there was a benchmark: try gemv-4096 at 2 threads.</summary>
    internal const int GemvTask = 1 << 17, GemvColumns = 1024;

    /// <summary>
    /// Products by dot products (<see cref="Dots"/>): columns of C up to which they beat a tile that is partly empty, and k from which they repay their sums
    /// across lanes. gemm-n8-1024, gemm-n24-1024; 1024 x 16 x 64 is equal, 1024 x 32 x 1024 a tenth slower.
    /// </summary>
    internal const int DotColumns = 31, DotLeast = 64;

    /// <summary>The same for rows of C times a transposed B, which would have to be packed. gemm-m16-bt-1024; 64 x 1024 x 1024 is equal, 16 x 1024 x 128 slower.</summary>
    internal const int DotRows = 48, DotLeastTransposed = 256;

    /// <summary>Steps along k that a tile of dot products and the rows it meets stay in the first-level cache for. gemm-n8-1024: 1024 is equal.</summary>
    internal const int DotDepth = 512;

    /// <summary>k from which a product with few columns and a transposed A is computed as its transpose. gemm-at-n8-1024: 3 times as fast; 1.3 times at 32.</summary>
    internal const int SwapLeast = 32;

    // Convolutions by the direct way: tasks below which the channels of a block are cut too, into parts of at least so many rows (flint bench
    // conv3x3-256c-14 at 2 threads without Winograd's algorithm, conv-backward-data-3x3-512c-2-b16: each part packs its panels again).
    internal const int CorrelationTasks = 8, CorrelationRows = 128;

    // Winograd's algorithm, by conv3x3-64c-56, conv3x3-256c-14 and the sizes in docs/design/convolution.md: tiles in a block; blocks from which on
    // each is one thread's, where with fewer the threads share every block; least channels on either side; and the time of transforming
    // the weights, or of reading weights transformed before, in tiles.
    internal const int WinogradTiles = 64, WinogradBlocksAlone = 8, WinogradChannels = 24, WinogradWeights = 30, WinogradKeptWeights = 8;

    // Convolutions of 1 x 1, by conv1x1-256-1024-14 and docs/design/convolution.md: percent of the time that storing transposed takes; rows of pixels
    // in a block; blocks from which on each is one thread's.
    internal const int PointwiseStore = 6, PointwiseRows = 192, PointwiseBlocksAlone = 8;

    /// <summary>Blocks of a correlation up to which each packs the weights it needs for itself. Gradient of the input, 512 channels, 16 images of 2 x 2.</summary>
    internal const int OwnWeights = 2;

    /// <summary>Taps and weights of a group up to which their gradient is a direct one (convnet-mnist, lenet-cifar, resnet18-train, depthwise).</summary>
    internal const int DirectTaps = 160, DirectWeights = 4096;

    // Attention and recurrent cells

    /// <summary>Keys whose scores against a panel of queries (32 with AVX-512) stay in the first-level cache. Benchmark attention.</summary>
    /// <remarks>A multiple of every tile's height and of the 64 words that dropout draws at a time.</remarks>
    internal const int AttentionKeys = 192;

    /// <summary>Queries of a task, which meet a block of keys and values while it is in the second-level cache; a multiple of every tile's width.</summary>
    internal const int AttentionQueries = 256;

    /// <summary>Queries of a block of the gradient: long enough sums for dK and dV, and two blocks of scores fit the second-level cache. Benchmark attention-backward.</summary>
    internal const int AttentionGradientQueries = 128;

    /// <summary>Fewer heads than this are divided into parts of their keys, which costs a sum of the parts' query gradients. Benchmark attention-backward.</summary>
    internal const int AttentionGradientTasks = 16;

    /// <summary>Rows of a batch that a task takes through all steps of a recurrent layer: tiles of 12, 12 and 8. Benchmark lstm-classifier.</summary>
    internal const int RecurrentRows = 32;

    /// <summary>Multiply-adds of a recurrent step that repay waking a thread. Benchmark lstm-cell-b64-h512.</summary>
    internal const long RecurrentWork = 1 << 23;

    /// <summary>Sums of gates (256 KiB of floats) that stay in the second-level cache until the gates' functions have run. Benchmark lstm-classifier.</summary>
    internal const int RecurrentSums = 1 << 16;

    // Element-wise work, reductions and copies

    /// <summary>
    /// Outputs from here on are written past the caches. Alone, operations gain from 4 MiB on; a chain, which reads each output next, breaks even at
    /// 8 MiB and mostly gains at 16 MiB (32 MiB of third-level cache). Benchmarks layernorm-4096x1024, embedding-gather.
    /// </summary>
    internal const long StreamedBytes = 8 << 20;

    /// <summary>Bytes between a read and the line that is asked for ahead: a page, where the processor's own fetching stops. Benchmark sum-16M.</summary>
    internal const int AheadBytes = 4096;

    /// <summary>Rows of a tile of a transposed copy: 64 take half as long again, 512 gain nothing. Benchmark transpose-2048.</summary>
    internal const int TransposedRows = 256;

    /// <summary>
    /// Lines of a row that a transposed copy writes past the caches one after another: single ones, far apart, take twice as long as pairs.
    /// Benchmark transpose-2048: 4 to 16 are equal.
    /// </summary>
    internal const int TransposedLines = 4;

    /// <summary>Blocks from here on ask for pages of 2 MiB. Benchmarks sum-16M, gemv-4096, transpose-2048.</summary>
    internal const long HugePagesFrom = 4 << 20;

    // Memory

    /// <summary>Bytes from which on the pool is faster than the garbage collector's nursery. Flint.Benchmarks: MemoryBenchmarks.</summary>
    internal const int PoolFrom = 1024;

    /// <summary>
    /// Garbage between two sweeps: this, or a share of what lives, if that is more. keras-dense holds 11 MiB less than with 16 MiB and is as fast.
    /// </summary>
    internal const long LeastGarbage = 2 << 20;

    /// <summary>What lives, over the most garbage beside it. resnet18-train.</summary>
    internal const int LivePerGarbage = 4;

    /// <summary>Garbage between two sweeps inside a step, or in a loop without steps. cnn3: with 16 MiB, each sweep is a full collection.</summary>
    internal const long LeastInside = 32 << 20;

    /// <summary>Results of the largest size that may gather there, if they are more. Flint.Benchmarks: ResultBenchmarks.</summary>
    internal const int MostResults = 4;

    /// <summary>A free block that no one wanted for so many sweeps is left to the garbage collector. benchmarks/memory.</summary>
    internal const int Patience = 128;

    /// <summary>Bytes dropped by the pool that are worth a full collection, which alone gives them back to the system. benchmarks/memory.</summary>
    internal const long MostDropped = 4 << 20;
}
