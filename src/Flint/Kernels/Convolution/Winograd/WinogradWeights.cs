using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>U: the transformed weights, for each point [in, out] in the panels that a tile reads, range of k after range of k.</summary>
/// <param name="Channels">Channels that come in.</param>
/// <param name="Outputs">Channels that go out.</param>
/// <param name="IsGradient">For the gradient of the input: memory holds [in, out, 3, 3], and the taps count from the last to the first.</param>
readonly unsafe record struct WinogradWeights<TTile, V>(int Channels, int Outputs, bool IsGradient = false) : IPackedForm
    where TTile : struct, ITile<float> where V : struct, ISimdLane<V>
{
    /// <summary>Output channels, filled up to whole panels.</summary>
    internal int Columns => (Outputs + TTile.Columns - 1) / TTile.Columns * TTile.Columns;

    /// <summary>Floats from point to point.</summary>
    internal nint Point => WinogradPlan.OddLines((nint)Channels * Columns);

    public long Bytes => WinogradPlan.Points * (long)Point * sizeof(float);

    public void Pack(byte* weight, byte* packed)
    {
        var body = new Groups(this, (float*)weight, (float*)packed);
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
                var row = form.Channels * Taps;
                var view = form.IsGradient
                    ? WeightView<float>.Swapped(weights, form.Channels, form.Outputs, Taps, [.. Enumerable.Range(0, Taps)])
                    : WeightView<float>.Rows(weights, form.Outputs, row);
                for (var group = (int)start; group < end; group++)
                {
                    var o = group * V.Width;
                    if (o < form.Outputs) view.Pack(0, o, Math.Min(V.Width, form.Outputs - o), 0, row, lines, V.Width);
                    else new Span<float>(lines, row * V.Width).Clear();
                    Transform(lines, o);
                }
            }
            storage.Release();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Transform(float* lines, int o)
        {
            var temporary = stackalloc float[3 * WinogradTransform.Side * V.Width];
            var depth = GemmDepth.Of<float>(form.Channels);
            nint point = form.Point, side = WinogradTransform.Side, tap = form.IsGradient ? -V.Width : V.Width;
            if (form.IsGradient) lines += (Taps - 1) * V.Width;
            for (var k0 = 0; k0 < form.Channels; k0 += depth)
            {
                var k = Math.Min(depth, form.Channels - k0);
                var to = packed + (nint)k0 * form.Columns + (nint)(o / TTile.Columns) * TTile.Columns * k + o % TTile.Columns;
                for (var c = 0; c < k; c++, lines += Taps * V.Width, to += TTile.Columns)
                {
                    for (nint j = 0; j < 3; j++) WinogradTransform.Weight<V>(lines + j * tap, 3 * tap, temporary + j * V.Width, 3 * V.Width);
                    for (nint i = 0; i < side; i++) WinogradTransform.Weight<V>(temporary + i * 3 * V.Width, V.Width, to + i * side * point, point);
                }
            }
        }
    }
}
