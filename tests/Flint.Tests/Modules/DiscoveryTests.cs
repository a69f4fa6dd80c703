using Flint.NN;

namespace Flint.Tests.Modules;

/// <summary>Where a module's state is found, and what it is called.</summary>
public class DiscoveryTests
{
    sealed class Dot(int n) : Module, ILayer
    {
        readonly Tensor weight = Parameter(Tensor.Full([n], (float)n));

        public Tensor Forward(Tensor x) => x * weight;
    }

    class Plain : Module
    {
        public readonly Dot fc1 = new(1);
        readonly Dot SelfAttn = new(2);
        internal readonly Tensor InProjWeight = Parameter(Tensor.Ones([3]));
        readonly Tensor runningMean = Buffer(Tensor.Zeros([4]));
        readonly Tensor table = Buffer(Tensor.Zeros([5]), persistent: false);
        readonly int size = 7;
        readonly string name = "x";
        readonly Func<int> make = () => 1;
        readonly Tensor? bias;
        readonly Dot? downsample;

        public Plain() => (bias, downsample) = (null, null);

        public override string ToString() => $"{size}{name}{make}{bias}{downsample}{SelfAttn}{runningMean}{table}";
    }

    [Fact]
    public void Fields_give_snake_case_keys_in_order_of_declaration()
    {
        var net = new Plain();
        net.StateDict().Keys.ShouldBe(["fc1.weight", "self_attn.weight", "in_proj_weight", "running_mean"]);
        net.Parameters().Names.ShouldBe(["fc1.weight", "self_attn.weight", "in_proj_weight"]);
        net.NamedBuffers().Select(b => b.Name).ShouldBe(["running_mean", "table"]);
        net.NamedModules().Select(m => m.Name).ShouldBe(["", "fc1", "self_attn"]);
        net.Children().ShouldBe([net.fc1, net.NamedModules()[2].Module]);
    }

    sealed class Derived : Plain
    {
        readonly Dot last = new(9);

        public Dot Last => last;
    }

    [Fact]
    public void Private_fields_of_base_classes_come_first() =>
        new Derived().StateDict().Keys.ShouldBe(["fc1.weight", "self_attn.weight", "in_proj_weight", "running_mean", "last.weight"]);

    sealed class Modern(Dot captured, [Key("renamed")] Dot other, [NotState] Dot hidden) : Module
    {
        public Dot Conv1 { get; } = new(1);

        [Key("q")]
        public Dot QueryProjection { get; init; } = new(2);

        [NotState]
        public Dot? Parent { get; set; } = new(3);

        public Tensor Forward(Tensor x) => hidden.Forward(other.Forward(captured.Forward(x)));
    }

    [Fact]
    public void Auto_properties_and_captured_constructor_parameters_count_under_their_own_names() =>
        new Modern(new(4), new(5), new(6)).StateDict().Keys.Order()
            .ShouldBe(["captured.weight", "conv1.weight", "q.weight", "renamed.weight"]);

    sealed class Collections : Module
    {
        readonly Dot[] layers = [new(1), new(2)];
        readonly List<Tensor> scales = [Parameter(Tensor.Ones([1])), Parameter(Tensor.Ones([2]))];
        readonly Dictionary<string, Dot> heads = new() { ["left"] = new(3), ["right"] = new(4) };
        readonly (Dot First, Tensor Second) pair = (new(5), Buffer(Tensor.Ones([5])));
        readonly Dot[][] nested = [[new(6)], [new(7), new(8)]];
        readonly ModuleList<Dot> blocks = [new(9), new(10)];
        readonly object boxed = new Dot(11);
        readonly int[] sizes = [1, 2];

        public object[] All => [layers, scales, heads, pair, nested, blocks, boxed, sizes];
    }

    [Fact]
    public void Arrays_lists_dictionaries_and_tuples_are_searched() =>
        new Collections().StateDict().Keys.ShouldBe([
            "layers.0.weight", "layers.1.weight", "scales.0", "scales.1", "heads.left.weight", "heads.right.weight",
            "pair.0.weight", "pair.1", "nested.0.0.weight", "nested.1.0.weight", "nested.1.1.weight",
            "blocks.0.weight", "blocks.1.weight", "boxed.weight"]);

    [Fact]
    public void Sequential_counts_or_takes_names()
    {
        Sequential counted = [new Dot(1), new Identity(), new Dot(2)];
        counted.StateDict().Keys.ShouldBe(["0.weight", "2.weight"]);
        var named = new Sequential { { "fc1", new Dot(1) }, { "fc2", new Dot(2) } };
        named.StateDict().Keys.ShouldBe(["fc1.weight", "fc2.weight"]);
    }

    sealed class Tied : Module
    {
        internal readonly Dot encoder = new(3);
        internal readonly Dot decoder;

        public Tied() => decoder = encoder;
    }

    [Fact]
    public void A_shared_module_is_listed_once_and_loads_under_either_name()
    {
        var net = new Tied();
        net.Parameters().Names.ShouldBe(["encoder.weight"]);
        net.LoadStateDict(new Dictionary<string, Tensor> { ["decoder.weight"] = Tensor.Full([3], 5f) });
        net.encoder.Forward(Tensor.Ones([3])).ToArray<float>().ShouldBe([5f, 5f, 5f]);
        net.LoadStateDict(new Dictionary<string, Tensor>
        {
            ["encoder.weight"] = Tensor.Full([3], 6f),
            ["decoder.weight"] = Tensor.Full([3], 6f),
        });
        net.encoder.Forward(Tensor.Ones([3])).ToArray<float>().ShouldBe([6f, 6f, 6f]);
    }

    sealed class Cyclic : Module
    {
        readonly Dot fc = new(1);
        readonly Child child = new();

        public Cyclic() => child.Parent = this;

        public Dot Fc => fc;

        internal sealed class Child : Module
        {
            internal Module? Parent;
            readonly Dot fc = new(2);

            public Dot Fc => fc;
        }
    }

    [Fact]
    public void A_link_back_to_the_parent_ends() => new Cyclic().StateDict().Keys.ShouldBe(["fc.weight", "child.fc.weight"]);

    sealed class Unsaid : Module
    {
        readonly Tensor mask = Tensor.Ones([2, 2]);

        public Tensor Mask => mask;
    }

    [Fact]
    public void A_tensor_that_does_not_say_what_it_is_is_an_error() =>
        Should.Throw<StateException>(() => new Unsaid().Parameters()).Message.ShouldBe(
            "Unsaid holds a tensor of shape [2, 2] in 'mask' and does not say what it is: make it a Parameter(...) (trained and saved) or a Buffer(...) (saved), or mark it [NotState].");

    sealed class Mutable : Module
    {
        internal Tensor weight = Parameter(Tensor.Ones([2]));
        internal Tensor mean = Buffer(Tensor.Zeros([2]));
        internal Tensor? cache;
        internal Tensor? late;
    }

    [Fact]
    public void Caches_filled_later_are_ignored_and_buffers_may_be_replaced()
    {
        var net = new Mutable();
        net.Parameters().Count.ShouldBe(1);
        net.cache = Tensor.Ones([9]);
        net.mean = Tensor.Ones([2]);
        net.StateDict().Keys.ShouldBe(["weight", "mean"]);
        net.StateDict()["mean"].ShouldBeSameAs(net.mean);
    }

    [Fact]
    public void Replacing_or_adding_a_parameter_after_first_use_is_an_error()
    {
        var net = new Mutable();
        net.Parameters();
        net.weight = Tensor.Ones([2]);
        Should.Throw<StateException>(() => net.Parameters()).Message.ShouldContain("'weight' of Mutable was replaced by another tensor");

        net = new Mutable();
        net.Parameters();
        net.late = Tensor.Ones([2]);
        net.late.RequiresGrad = true;
        Should.Throw<StateException>(() => net.Parameters()).Message.ShouldContain("'late' of Mutable was added");
    }

    sealed class Unordered : Module
    {
        readonly HashSet<Dot> set = [new(1)];

        public int Count => set.Count;
    }

    [Fact]
    public void A_collection_without_names_is_an_error() =>
        Should.Throw<StateException>(() => new Unordered().StateDict()).Message.ShouldContain("keeps modules or tensors in 'set'");

    sealed class Holding(object holder) : Module
    {
        internal readonly Dot own = new(1);
        internal readonly object other = holder;
    }

    sealed class Branch
    {
        public Dot Main { get; init; } = new(2);
    }

    struct Pieces
    {
        internal Dot[] rows;
    }

    sealed class Outer : Module
    {
        internal readonly Pieces pieces = new() { rows = [new(1)] };
    }

    sealed class Weights
    {
        internal readonly Dictionary<string, Tensor> all = new() { ["w"] = Buffer() };
        internal Tensor? seen = Tensor.Ones([2]);

        static Tensor Buffer()
        {
            var tensor = Tensor.Ones([1]);
            tensor.RequiresGrad = true;
            return tensor;
        }
    }

    [Fact]
    public void State_in_an_object_that_is_no_module_is_an_error()
    {
        Message(new Holding(new Branch())).ShouldBe(
            "Holding keeps modules or tensors in 'other', in Main of a Branch, which is no Module: they would be neither trained nor saved. Make it a Module, move them to fields of their own, or mark 'other' [NotState].");
        Message(new Holding(new Lazy<Dot>(() => new(1)))).ShouldContain("in Value of a Lazy");
        Message(new Holding(new Weights())).ShouldContain("in all of a Weights");
        Message(new Outer()).ShouldContain("'pieces', in rows of a Pieces");

        static string Message(Module net) => Should.Throw<StateException>(() => net.Parameters()).Message;
    }

    sealed class Unhidden : Module
    {
        [NotState]
        internal readonly Branch hidden = new();
        internal readonly Dot own = new(1);
        internal readonly object link;

        public Unhidden() => link = new Branch { Main = own };
    }

    [Fact]
    public void Links_to_state_found_elsewhere_and_what_is_marked_NotState_are_no_error()
    {
        new Unhidden().Parameters().Names.ShouldBe(["own.weight"]);
        foreach (var harmless in new object[] { 3, new Generator(1), new Pair(1, 2), new Lazy<string>("x"), new HashSet<int> { 1 }, DateTime.UtcNow })
            new Holding(harmless).Parameters().Names.ShouldBe(["own.weight"]);
    }

    sealed class Clash : Module
    {
        readonly Dot conv1 = new(1);

        public Dot Conv1 { get; } = new(2);

        public Dot Other => conv1;
    }

    [Fact]
    public void Two_fields_of_one_key_are_an_error() =>
        Should.Throw<StateException>(() => new Clash().StateDict()).Message.ShouldContain("2 fields with the key 'conv1' (conv1, <Conv1>k__BackingField)");

    [Theory]
    [InlineData("fc1", "fc1")]
    [InlineData("Conv1", "conv1")]
    [InlineData("InProjWeight", "in_proj_weight")]
    [InlineData("numBatchesTracked", "num_batches_tracked")]
    [InlineData("BNRelu", "bn_relu")]
    [InlineData("BN1", "bn1")]
    [InlineData("layer1Norm", "layer1_norm")]
    [InlineData("_hidden", "hidden")]
    [InlineData("already_snake", "already_snake")]
    public void Names_become_snake_case(string name, string key) => SnakeCase.Of(name).ShouldBe(key);
}
