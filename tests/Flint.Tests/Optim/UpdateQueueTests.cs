using System.Runtime.CompilerServices;
using Flint.Kernels;
using Flint.Optim;

namespace Flint.Tests.Optim;

/// <summary>A step over many tensors at once gives the bits of the tensors' steps alone, at any number of threads.</summary>
[Collection("Threads.Count")]
public sealed class UpdateQueueTests : IDisposable
{
    // About the ends of lanes, of the alignment, of a piece of 32,768 elements, and of several.
    static readonly int[] Sizes = [1, 3, 0, 7, 8, 17, 63, 64, 65, 1000, 1, 32_767, 2, 32_768, 32_769, 5, 100_000, 0, 31, 70_001, 4, 999];

    readonly int before = Threads.Count;

    public void Dispose() => Threads.Count = before;

    static Optimizer Make(string name, IEnumerable<Tensor> p, bool maximize) => name switch
    {
        "sgd" => new Sgd(p, 0.1, weightDecay: 0.01) { Maximize = maximize },
        "momentum" => new Sgd(p, 0.1, 0.9, weightDecay: 0.01, nesterov: true) { Maximize = maximize },
        "adam" => new Adam(p, 0.01, weightDecay: 0.1) { Maximize = maximize },
        "amsgrad" => new Adam(p, 0.01, weightDecay: 0.1) { AmsGrad = true, Maximize = maximize },
        "adamw" => new AdamW(p, 0.01) { Maximize = maximize, MasterWeights = true },
        "rmsprop" => new RmsProp(p, 0.01, momentum: 0.9, weightDecay: 0.1) { Maximize = maximize },
        "centered" => new RmsProp(p, 0.01, centered: true) { Maximize = maximize },
        "lion" => new Lion(p, 0.01, weightDecay: 0.1) { Maximize = maximize },
        "adagrad" => new Adagrad(p) { Maximize = maximize },
        "adadelta" => new Adadelta(p) { Maximize = maximize },
        "adamax" => new Adamax(p) { Maximize = maximize },
        "nadam" => new NAdam(p) { Maximize = maximize },
        "radam" => new RAdam(p) { Maximize = maximize },
        "asgd" => new Asgd(p) { Maximize = maximize },
        "rprop" => new Rprop(p) { Maximize = maximize },
        _ => throw new ArgumentException(name),
    };

    [Theory]
    [InlineData("sgd"), InlineData("momentum"), InlineData("adam"), InlineData("amsgrad"), InlineData("adamw"), InlineData("rmsprop"), InlineData("centered"), InlineData("lion")]
    [InlineData("adagrad"), InlineData("adadelta"), InlineData("adamax"), InlineData("nadam"), InlineData("radam"), InlineData("asgd"), InlineData("rprop")]
    public void Many_tensors_get_the_bits_of_one_at_a_time(string name)
    {
        foreach (var maximize in new[] { false, true })
        {
            Threads.Count = 1;
            var alone = Parameters();
            Steps(alone, [.. alone.Select(p => Make(name, [p], maximize))]);
            for (var threads = 1; threads <= 3; threads++)
            {
                Threads.Count = threads;
                var together = Parameters();
                Steps(together, Make(name, together, maximize));
                Same(together, alone, $"{name} at {threads} threads");
            }
        }
    }

    // The test's own Adam, whose updates run at once or in the queue.
    sealed class Own(IEnumerable<Tensor> parameters, bool queues) : Optimizer(OneGroup(parameters), 0.01)
    {
        protected override void Init(Tensor p, ParameterState state, ParameterGroup group) => (state["m"], state["v"]) = (Tensor.ZerosLike(p), Tensor.ZerosLike(p));

        protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group)
        {
            // The same kind twice, then one that reads what the first wrote; the order of kinds changes from parameter to parameter.
            Moments(g);
            Moments(p.Count % 2 == 0 ? g : state["m"]);
            Move();
            if (p.Count % 3 == 0) Moments(p);

            void Moments(Tensor x)
            {
                if (queues) Queue(new Mean(), state["m"], x, state["v"]);
                else Apply(new Mean(), state["m"], x, state["v"]);
            }

            void Move()
            {
                if (queues) Queue(new Descent(), p, state["m"], state["v"]);
                else Apply(new Descent(), p, state["m"], state["v"]);
            }
        }

        readonly struct Mean : IUpdate
        {
            public static int States => 1;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Apply<V>(ref V m, V g, ref V v, ref V unused) where V : struct, ILane<V>
            {
                m = V.Const(0.9) * m + V.Const(0.1) * g;
                v = V.Fma(g, g, v);
            }
        }

        readonly struct Descent : IUpdate
        {
            public static int States => 1;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Apply<V>(ref V p, V m, ref V v, ref V unused) where V : struct, ILane<V> => p -= V.Const(0.01) * m / (V.Sqrt(v) + V.Const(1e-8));
        }
    }

    [Fact]
    public void The_queue_gives_the_bits_of_updates_that_run_at_once()
    {
        Threads.Count = 1;
        var atOnce = Parameters();
        Steps(atOnce, new Own(atOnce, queues: false));
        for (var threads = 1; threads <= 3; threads++)
        {
            Threads.Count = threads;
            var queued = Parameters();
            Steps(queued, new Own(queued, queues: true));
            Same(queued, atOnce, $"{threads} threads");
        }
    }

    [Fact]
    public void Parameters_on_common_memory_are_updated_one_after_the_other()
    {
        var p = Tensor.From([1f, 2f], [2]);
        var q = p.Detach();
        (p.RequiresGrad, q.RequiresGrad) = (true, true);
        (p.Grad, q.Grad) = (Tensor.Ones([2]), Tensor.Ones([2]));
        new Sgd([p, q], 0.5, weightDecay: 1).Step();
        // 1 -> 1 - (1 + 1)/2 = 0 -> 0 - (1 + 0)/2, and 2 -> 2 - (1 + 2)/2 = 0.5 -> 0.5 - 1.5/2.
        p.ToArray<float>().ShouldBe([-0.5f, -0.25f]);
    }

    [Fact]
    public void A_gradient_on_the_memory_of_another_parameter_is_read_after_its_update()
    {
        Threads.Count = 2;
        const int piece = 32_768; // what a thread takes at once: one is on its way through a p while the other begins with its q
        for (var i = 0; i < 20; i++)
        {
            List<Tensor> all = [], readers = [];
            for (var pair = 0; pair < 30; pair++)
            {
                Tensor p = Leaf(piece, 2), q = Leaf(piece / 2, 0), filler = Leaf(piece / 2, 0);
                (p.Grad, q.Grad, filler.Grad) = (Tensor.OnesLike(p), p.Detach().Narrow(0, piece / 2, piece / 2), Tensor.ZerosLike(filler));
                all.AddRange([p, q, filler]);
                readers.Add(q);
            }
            new Sgd(all, 1).Step();
            Tensor.Concat([.. readers.Select(q => q.Detach())], 0).ToArray<float>().Distinct().ShouldBe([-1f]);
        }

        static Tensor Leaf(int count, float value)
        {
            var x = Tensor.Full([count], value);
            x.RequiresGrad = true;
            return x;
        }
    }

    [Fact]
    public void After_an_error_the_parameters_before_it_are_updated_once()
    {
        Tensor first = Tensor.Ones([3]), second = Tensor.Ones([2]);
        (first.RequiresGrad, second.RequiresGrad) = (true, true);
        var sgd = new Sgd([first, second], 0.5);
        first.Grad = Tensor.Ones([3]);
        Tensor released;
        using (Memory.Scope()) released = Tensor.Ones([2]) * 1f;
        second.Grad = released;
        Should.Throw<ReleasedException>(sgd.Step);
        first.ToArray<float>().ShouldBe([0.5f, 0.5f, 0.5f]);
        second.Grad = Tensor.Ones([2]);
        sgd.Step();
        first.ToArray<float>().ShouldBe([0f, 0f, 0f]);
        second.ToArray<float>().ShouldBe([0.5f, 0.5f]);
    }

    [Fact]
    public void A_step_counts_as_an_in_place_change_of_each_tensor()
    {
        var x = Tensor.From([2f], [1]);
        x.RequiresGrad = true;
        var loss = (x * x).Sum();
        x.Grad = Tensor.Ones([1]);
        new Adam([x]).Step();
        Should.Throw<AutogradException>(() => loss.Backward());
    }

    /// <summary>Float32, Float64, Float16, a parameter that is a transposed view, for every size.</summary>
    static Tensor[] Parameters()
    {
        var random = new Generator(5);
        var all = Sizes.SelectMany(n => new[]
        {
            Tensor.RandN([n], generator: random),
            Tensor.RandN([n], DType.Float64, random),
            Tensor.RandN([n], generator: random).To(n < 2000 ? DType.Float16 : DType.Float32),
            Tensor.RandN([n < 2000 ? n : 1, 3], generator: random).Transpose(0, 1),
        }).ToArray();
        foreach (var p in all) p.RequiresGrad = true;
        return all;
    }

    static void Steps(Tensor[] parameters, params Optimizer[] optimizers)
    {
        var random = new Generator(6);
        for (var t = 0; t < 3; t++)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                var p = parameters[i];
                var gradient = Tensor.RandN(p.Shape, generator: random).To(p.DType);
                // Some are strided.
                p.Grad = p.Rank == 2 && t == 1 ? gradient.Transpose(0, 1).Contiguous().Transpose(0, 1) : gradient;
            }
            foreach (var optimizer in optimizers) optimizer.Step();
        }
    }

    static void Same(Tensor[] actual, Tensor[] expected, string what)
    {
        for (var i = 0; i < actual.Length; i++)
            Bits(actual[i]).SequenceEqual(Bits(expected[i])).ShouldBeTrue($"{what}: {actual[i].DType} {actual[i].Shape}, parameter {i}");

        static long[] Bits(Tensor x) => [.. x.Detach().To(DType.Float64).Contiguous().ToArray<double>().Select(BitConverter.DoubleToInt64Bits)];
    }
}
