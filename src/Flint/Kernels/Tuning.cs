namespace Flint.Kernels;

/// <summary>The constants that measurement chose, each with the benchmark that did: on another machine, `flint bench` tells whether they still hold.</summary>
static class Tuning
{
    // Matrix products

    // Convolutions

    // Attention and recurrent cells

    // Element-wise work, reductions and copies

    // Memory and overhead
}
