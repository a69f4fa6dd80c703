using Flint.NN;

namespace Flint.Tests.Modules;

/// <summary>State dicts, modes, freezing, conversion, summaries.</summary>
public class ModuleTests
{
    sealed class Scale(int n) : Module, ILayer
    {
        internal readonly Tensor weight = Parameter(Tensor.Ones([n]));
        internal readonly Tensor steps = Buffer(Tensor.Zeros([], DType.Int64));

        public Tensor Forward(Tensor x) => Observe(x * weight);
    }

    sealed class Net : Module
    {
        internal readonly Scale a = new(2), b = new(2);
        internal readonly Scale[] more = [new(2)];

        public Tensor Forward(Tensor x) => more[0].Forward(b.Forward(a.Forward(x)));
    }

    [Fact]
    public void Load_lists_everything_that_does_not_fit_and_changes_nothing()
    {
        var net = new Net();
        var values = net.StateDict().ToDictionary(p => p.Key, p => Tensor.Full(p.Value.Shape, 7, p.Value.DType));
        values.Remove("a.weight");
        values.Remove("b.steps");
        values["more.0.weight"] = Tensor.Ones([3]);
        values["c.weight"] = Tensor.Ones([1]);

        var error = Should.Throw<StateException>(() => net.LoadStateDict(values));
        error.Message.ShouldContain("2 missing: a.weight, b.steps");
        error.Message.ShouldContain("1 unexpected: c.weight");
        error.Message.ShouldContain("1 mis-shaped: more.0.weight (expected [2], found [3])");
        net.b.weight.ToArray<float>().ShouldBe([1f, 1f]);
    }

    [Fact]
    public void Not_strict_takes_what_fits_but_never_a_wrong_shape()
    {
        var net = new Net();
        net.LoadStateDict(new Dictionary<string, Tensor> { ["a.weight"] = Tensor.Full([2], 3, DType.Float64), ["z"] = Tensor.Ones([1]) }, strict: false);
        net.a.weight.ToArray<float>().ShouldBe([3f, 3f]);
        Should.Throw<StateException>(() => net.LoadStateDict(new Dictionary<string, Tensor> { ["a.weight"] = Tensor.Ones([1]) }, strict: false));
    }

    [Fact]
    public void Save_and_Load_keep_every_bit()
    {
        var path = Path.Combine(Path.GetTempPath(), $"flint-module-{Guid.NewGuid():N}.safetensors");
        try
        {
            var (saved, loaded) = (new Net(), new Net());
            using (new NoGrad()) saved.b.weight.CopyFrom(Tensor.From([0.1f, -3e-40f], [2]));
            saved.Save(path);
            loaded.Load(path);
            loaded.b.weight.ToArray<float>().ShouldBe([0.1f, -3e-40f]);
            Should.Throw<StateException>(() => new Scale(2).Load(path)).Message.ShouldContain(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Train_and_Eval_reach_every_module()
    {
        var net = new Net();
        net.more[0].IsTraining.ShouldBeTrue();
        net.Eval();
        new[] { net.IsTraining, net.a.IsTraining, net.more[0].IsTraining }.ShouldAllBe(t => !t);
        net.Train();
        net.more[0].IsTraining.ShouldBeTrue();
    }

    [Fact]
    public void Frozen_parameters_stay_parameters()
    {
        var net = new Net();
        net.a.Freeze();
        net.a.weight.RequiresGrad.ShouldBeFalse();
        net.b.weight.RequiresGrad.ShouldBeTrue();
        net.Parameters().Names.ShouldBe(["a.weight", "b.weight", "more.0.weight"]);
        net.Unfreeze();
        net.a.weight.RequiresGrad.ShouldBeTrue();
    }

    [Fact]
    public void To_converts_floating_state_and_keeps_shared_tensors_shared()
    {
        var net = new Net();
        net.a.Freeze();
        net.To(DType.Float64);
        net.a.weight.DType.ShouldBe(DType.Float64);
        net.a.weight.RequiresGrad.ShouldBeFalse();
        net.more[0].weight.DType.ShouldBe(DType.Float64);
        net.more[0].weight.RequiresGrad.ShouldBeTrue();
        net.a.steps.DType.ShouldBe(DType.Int64);
        net.Parameters().Count.ShouldBe(3);
        Should.Throw<DTypeException>(() => net.To(DType.Int32));

        var tied = new TiedVectors();
        tied.To(DType.Float64);
        tied.first.ShouldBeSameAs(tied.list[0]);
        tied.first.DType.ShouldBe(DType.Float64);
    }

    sealed class TiedVectors : Module
    {
        internal readonly Tensor first = Parameter(Tensor.Ones([2]));
        internal readonly List<Tensor> list;

        public TiedVectors() => list = [first];
    }

    [Fact]
    public void ZeroGrad_forgets_gradients()
    {
        var net = new Net();
        net.a.weight.Grad = Tensor.Ones([2]);
        net.ZeroGrad();
        net.a.weight.Grad.ShouldBeNull();
    }

    [Fact]
    public void Summary_shows_outputs_and_counts_and_restores_modes()
    {
        var net = new Net();
        net.b.Eval();
        net.b.Freeze();
        net.Summary([5, 2]).ShouldBe(
            """
            Layer             Output  Parameters
            ------------------------------------
            Net               [5, 2]
              a (Scale)       [5, 2]           2
              b (Scale)       [5, 2]           2
              more.0 (Scale)  [5, 2]           2
            ------------------------------------
            6 parameters, 4 trained, 2 frozen; 0.00 MiB with buffers

            """, StringCompareShould.IgnoreLineEndings);
        net.a.IsTraining.ShouldBeTrue();
        net.b.IsTraining.ShouldBeFalse();
    }

    [Fact]
    public void Summary_without_a_fitting_Forward_says_so() =>
        Should.Throw<InvalidOperationException>(() => new Net().Summary(Tensor.Ones([1]), Tensor.Ones([1])))
            .Message.ShouldContain("Net has no public Forward that takes 2 tensors");

    [Fact]
    public void Labels_name_the_layer_once_the_outer_module_was_used()
    {
        var net = new Net();
        net.more[0].Label.ShouldBe("Scale");
        net.Parameters();
        net.more[0].Label.ShouldBe("Scale more.0");
        net.more[0].Parameters();
        net.more[0].Label.ShouldBe("Scale more.0");
    }

    [Fact]
    public void A_saved_file_says_its_format_and_a_missing_one_where_it_was_looked_for()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        new Linear(2, 1).Save(path);
        using (var file = Flint.IO.Safetensors.Open(path)) file.Metadata["format"].ShouldBe("pt");
        File.Delete(path);
        Should.Throw<NotFoundException>(() => new Linear(2, 1).Load(path)).Message.ShouldContain(path);
        Should.Throw<NotFoundException>(() => new Linear(2, 1).Load(Path.Combine(path, "net.safetensors")));
    }
}
