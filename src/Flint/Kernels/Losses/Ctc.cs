using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flint.Kernels;

/// <summary>
/// Connectionist temporal classification by forward and backward sums over the labels with blanks between, in logarithms of double
/// precision, a sample a task. Source: Graves et al., 2006.
/// </summary>
readonly unsafe struct Ctc<T>(T* logProbs, int samples, int classes, long[][] labels, int[] lengths, int blank, T* losses, T* gradient) : IRangeBody
    where T : unmanaged, INumber<T>
{
    internal void Run()
    {
        var body = this;
        Threads.For(samples, 1, ref body);
    }

    public void Run(long start, long end)
    {
        for (var n = start; n < end; n++) Sample((int)n);
    }

    double LogProb(int t, int n, int c) => double.CreateTruncating(logProbs[((long)t * samples + n) * classes + c]);

    /// <summary>The label at state s: blanks at even states.</summary>
    int Label(int n, int s) => (s & 1) == 0 ? blank : (int)labels[n][s / 2];

    void Sample(int n)
    {
        int steps = lengths[n], states = 2 * labels[n].Length + 1;
        if (steps == 0)
        {
            losses[n] = states == 1 ? T.Zero : T.CreateTruncating(double.PositiveInfinity);
            return;
        }
        var forward = new double[steps * states];
        Array.Fill(forward, double.NegativeInfinity);
        for (var t = 0; t < steps; t++)
            for (var s = 0; s < states; s++)
            {
                var before = t == 0 ? (s < 2 ? 0 : double.NegativeInfinity) : Before(forward, (t - 1) * states, n, s);
                forward[t * states + s] = before + LogProb(t, n, Label(n, s));
            }
        var last = (steps - 1) * states;
        var total = states == 1 ? forward[last] : LogAdd(forward[last + states - 1], forward[last + states - 2]);
        losses[n] = T.CreateTruncating(-total);
        if (gradient != null && !double.IsNegativeInfinity(total)) Gradient(n, steps, states, forward, total);
    }

    double Before(double[] forward, int at, int n, int s)
    {
        var sum = forward[at + s];
        if (s > 0) sum = LogAdd(sum, forward[at + s - 1]);
        if (s > 1 && CanSkip(n, s)) sum = LogAdd(sum, forward[at + s - 2]);
        return sum;
    }

    /// <summary>A blank may be left out between different labels.</summary>
    bool CanSkip(int n, int s) => (s & 1) == 1 && Label(n, s) != Label(n, s - 2);

    /// <summary>dL/dlogProb[t, c] = -Σ over the states of label c of the probability to be there at t.</summary>
    void Gradient(int n, int steps, int states, double[] forward, double total)
    {
        var (after, next) = (new double[states], new double[states]);
        for (var t = steps - 1; t >= 0; t--)
        {
            for (var s = 0; s < states; s++)
            {
                if (t == steps - 1) after[s] = s >= states - 2 ? 0 : double.NegativeInfinity;
                else
                {
                    after[s] = next[s];
                    if (s + 1 < states) after[s] = LogAdd(after[s], next[s + 1]);
                    if (s + 2 < states && CanSkip(n, s + 2)) after[s] = LogAdd(after[s], next[s + 2]);
                }
                gradient[((long)t * samples + n) * classes + Label(n, s)] -= T.CreateTruncating(Math.Exp(forward[t * states + s] + after[s] - total));
            }
            for (var s = 0; s < states; s++) next[s] = after[s] + LogProb(t, n, Label(n, s));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double LogAdd(double a, double b)
    {
        var max = Math.Max(a, b);
        return double.IsNegativeInfinity(max) ? max : max + Math.Log(Math.Exp(a - max) + Math.Exp(b - max));
    }
}
