using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>U: the transformed weights, for each point [in, out] in the panels that a tile reads, range of k after range of k.</summary>
readonly unsafe record struct WinogradWeights<TTile, V>(nint Offset, int Channels, int Outputs) : IPackedForm
    where TTile : struct, ITile<float> where V : struct, ISimdLane<V>
{
    static int Side => WinogradTransform.Outputs + 2;

    /// <summary>Output channels, filled up to whole panels.</summary>
    internal int Columns => (Outputs + TTile.Columns - 1) / TTile.Columns * TTile.Columns;

    /// <summary>Floats from point to point.</summary>
    internal nint Point => WinogradPlan.OddLines((nint)Channels * Columns);

    public long Bytes => (long)Side * Side * Point * sizeof(float);

    public void Pack(byte* storage, byte* packed)
    {
        var body = new Groups(this, (float*)(storage + Offset), (float*)packed);
        Threads.For(Columns / V.Width, 1, ref body);
    }

    /// <summary>Groups of as many output channels as a vector holds.</summary>
    readonly struct Groups(WinogradWeights<TTile, V> form, float* weights, float* packed) : IRangeBody
    {
        const int Taps = 9;

        public void Run(long start, long end)
        {
            var storage = Storage.Allocate((long)form.Channels * Taps * V.Width * sizeof(float) + 64);
            fixed (byte* memory = storage)
            {
                var lines = (float*)GemmProblem<float>.Align(memory);
                nint row = (nint)form.Channels * Taps;
                for (var group = (int)start; group < end; group++)
                {
                    var o = group * V.Width;
                    Packing.Strip(lines, V.Width, Math.Clamp(form.Outputs - o, 0, V.Width), weights + o * row, row, 1, (int)row);
                    Transform(lines, o);
                }
            }
            storage.Release();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Transform(float* lines, int o)
        {
            var temporary = stackalloc float[3 * Side * V.Width];
            var depth = GemmDepth.Of<float>(form.Channels);
            nint point = form.Point, side = Side;
            for (var k0 = 0; k0 < form.Channels; k0 += depth)
            {
                var k = Math.Min(depth, form.Channels - k0);
                var to = packed + (nint)k0 * form.Columns + (nint)(o / TTile.Columns) * TTile.Columns * k + o % TTile.Columns;
                for (var c = 0; c < k; c++, lines += Taps * V.Width, to += TTile.Columns)
                {
                    for (nint j = 0; j < 3; j++) WinogradTransform.Weight<V>(lines + j * V.Width, 3 * V.Width, temporary + j * V.Width, 3 * V.Width);
                    for (nint i = 0; i < side; i++) WinogradTransform.Weight<V>(temporary + i * 3 * V.Width, V.Width, to + i * side * point, point);
                }
            }
        }
    }
}
