using Flint.NN;

namespace Flint.Tests.Modules;

/// <summary>Walking through a tree of modules, putting others into it, and looking at what goes through it.</summary>
public class ModuleTreeTests
{
    sealed class Scaled(ILayer inner) : Module, ILayer
    {
        [Key("")]
        readonly ILayer inner = inner;
        readonly Tensor factor = Parameter(Tensor.Ones([1]));

        public Tensor Forward(Tensor x) => Observe(inner.Forward(x) * factor);
    }

    sealed class Everywhere(ILayer captured) : Module
    {
        readonly ILayer field = new Linear(2, 2);
        readonly ILayer[] array = [new Linear(2, 2), new Relu()];
        readonly List<Module> list = [new Linear(2, 2)];
        readonly Dictionary<string, ILayer> dictionary = new() { ["a"] = new Linear(2, 2), ["b"] = new Tanh() };
        readonly Sequential sequential = [new Linear(2, 2), new Relu(), new Sequential(new Linear(2, 2))];
        readonly ModuleList<Module> modules = [new Linear(2, 2)];
        readonly ModuleDict<Module> named = new() { { "left", new Linear(2, 2) } };

        public Module Property { get; } = new Linear(2, 2);

        public Tensor Forward(Tensor x)
        {
            foreach (var layer in (ILayer[])[captured, field, .. array, .. list.Cast<ILayer>(), .. dictionary.Values, sequential, (ILayer)modules[0], (ILayer)named["left"], (ILayer)Property])
                x = layer.Forward(x);
            return Observe(x);
        }
    }

    [Fact]
    public void Replace_reaches_every_place_and_keeps_the_keys()
    {
        Random.Seed(1);
        var net = new Everywhere(new Linear(2, 2));
        var x = Tensor.RandN([3, 2]);
        var (before, keys) = (net.Forward(x).ToArray<float>(), net.StateDict().Keys.ToArray());
        net.Eval();
        List<string> names = [];
        net.Replace<Linear>((name, linear) =>
        {
            names.Add(name);
            return new Scaled(linear);
        }).ShouldBe(10);
        names.ShouldBe(net.NamedModules().Where(m => m.Module is Scaled).Select(m => m.Name));
        names.Order().ShouldBe(["array.0", "captured", "dictionary.a", "field", "list.0", "modules.0", "named.left", "property", "sequential.0", "sequential.2.0"]);
        net.Forward(x).ToArray<float>().ShouldBe(before);
        net.StateDict().Keys.Where(key => !key.EndsWith("factor", StringComparison.Ordinal)).ShouldBe(keys);
        net.Modules().OfType<Scaled>().ShouldAllBe(scaled => !scaled.IsTraining);

        using (new NoGrad())
            foreach (var (_, factor) in net.NamedParameters().Where(p => p.Name.EndsWith("factor", StringComparison.Ordinal))) factor.Fill(0);
        net.Forward(x).ToArray<float>().ShouldAllBe(y => y == 0);
    }

    sealed class Shared : Module
    {
        internal readonly ILayer first = new Linear(2, 2), second;

        public Shared() => second = first;
    }

    [Fact]
    public void A_shared_module_is_replaced_by_one()
    {
        var net = new Shared();
        net.Replace<Linear>(_ => new Relu()).ShouldBe(1);
        net.first.ShouldBeOfType<Relu>().ShouldBeSameAs(net.second);
    }

    [Fact]
    public void What_replacement_gives_back_unchanged_stays_and_is_searched()
    {
        Sequential net = [new Sequential(new Linear(2, 2)), new Linear(2, 3)];
        net.Replace<Module>(module => module is Linear { Bias: not null } linear && linear.Weight.Size(0) == 2 ? new Identity() : module).ShouldBe(1);
        net.Modules().Select(m => m.GetType().Name).ShouldBe(["Sequential", "Sequential", "Identity", "Linear"]);
    }

    sealed class Strict : Module
    {
        internal readonly ILayer fits = new Linear(2, 2);
        readonly Linear fc = new(2, 2);
        readonly Linear[] array = [new(2, 2)];
        readonly List<Linear> list = [new(2, 2)];
        readonly Dictionary<string, Linear> dictionary = new() { ["a"] = new(2, 2) };
        readonly (Linear, int) pair = (new(2, 2), 1);

        public object[] All => [fc, array, list, dictionary, pair];
    }

    [Fact]
    public void Places_that_cannot_hold_the_new_module_are_listed_and_nothing_changes()
    {
        var net = new Strict();
        var before = net.Modules();
        Should.Throw<StateException>(() => net.Replace<Linear>(linear => new Scaled(linear))).Message.ShouldBe(
            "Replace in Strict: 'fc' is held by a Linear and cannot become a Scaled; 'array.0' is held by a Linear[] and cannot become a Scaled; "
            + "'list.0' is held by a List and cannot become a Scaled; 'dictionary.a' is held by a Dictionary and cannot become a Scaled; "
            + "'pair.0' is held by a ValueTuple and cannot become a Scaled. Nothing was changed: declare these as ILayer or Module.");
        net.Modules().ShouldBe(before);
        net.fits.ShouldBeOfType<Linear>();
    }

    [Fact]
    public void Children_are_named_and_Apply_visits_them_before_their_parents()
    {
        var net = new Sequential { { "body", new Sequential(new Linear(2, 2), new Relu()) }, { "head", new Linear(2, 1) } };
        net.NamedChildren().Select(child => child.Name).ShouldBe(["body", "head"]);
        List<string> visited = [];
        net.Apply(module => visited.Add(module.GetType().Name));
        visited.ShouldBe(["Linear", "Relu", "Sequential", "Linear", "Sequential"]);
        net.Apply(module =>
        {
            if (module is Linear linear) Init.Zeros(linear.Weight);
        });
        net.NamedParameters().Where(p => p.Name.EndsWith("weight", StringComparison.Ordinal)).ShouldAllBe(p => p.Parameter.AllEqual(Tensor.ZerosLike(p.Parameter)));
    }

    [Fact]
    public void Hooks_see_outputs_and_change_them_until_they_are_disposed()
    {
        Sequential net = [new Relu(), new Tanh()];
        var x = Tensor.From(-1f, 2);
        List<string> seen = [];
        var first = ((Module)net[0]).RegisterForwardHook((layer, y) =>
        {
            seen.Add($"{layer.GetType().Name} {y[1].Item<float>()}");
            return null;
        });
        using (((Module)net[0]).RegisterForwardHook((_, y) => y * 0))
        using (((Module)net[1]).RegisterForwardHook((_, y) => y + 1))
        using (net.RegisterForwardHook((_, y) => y * 10))
            net.Forward(x).ToArray<float>().ShouldBe([10f, 10]);
        first.Dispose();
        net.Forward(x).ToArray<float>().ShouldBe([0, MathF.Tanh(2)], 1e-6);
        seen.ShouldBe(["Relu 2"]);
    }

    [Fact]
    public void Recurrent_layers_and_cells_take_hooks_too()
    {
        var count = 0;
        Module[] cells = [new RnnCell(2, 3), new GruCell(2, 3), new LstmCell(2, 3), new Lstm(2, 3), new Gru(2, 3), new Rnn(2, 3)];
        foreach (var cell in cells)
            cell.RegisterForwardHook((_, _) =>
            {
                count++;
                return null;
            });
        var x = Tensor.Ones([1, 2]);
        ((RnnCell)cells[0]).Forward(x);
        ((GruCell)cells[1]).Forward(x);
        ((LstmCell)cells[2]).Forward(x);
        ((Lstm)cells[3]).Forward(x);
        ((Gru)cells[4]).Forward(x);
        ((Rnn)cells[5]).Forward(x);
        count.ShouldBe(6);
    }

    sealed class Silent : Module, ILayer
    {
        public Tensor Forward(Tensor x) => x;
    }

    [Fact]
    public void Features_are_the_outputs_of_named_modules()
    {
        Random.Seed(2);
        Sequential net = [new Linear(3, 4), new Sequential(new Relu(), new Linear(4, 2)), new Silent()];
        var x = Tensor.RandN([2, 3]);
        using var features = new FeatureExtractor(net, "0", "1.0", "2");
        Should.Throw<StateException>(() => features["0"]).Message
            .ShouldBe("'0' has shown no output yet: run the network first; the Forward of a module of your own must end with Observe(...).");
        net.Forward(x);
        features["0"].ToArray<float>().ShouldBe(net[0].Forward(x).ToArray<float>());
        features["1.0"].ToArray<float>().ShouldBe(net[0].Forward(x).Relu().ToArray<float>());
        features.Outputs.Keys.ShouldBe(["0", "1.0"]);
        features["1.0"].Sum().Backward();
        net.Parameters().Select(p => p.Grad is not null).ShouldBe([true, true, false, false]);
        Should.Throw<KeyNotFoundException>(() => features["1"]).Message.ShouldBe("The output of '1' was not asked for, only of 0, 1.0, 2.");
        Should.Throw<ArgumentException>(() => new FeatureExtractor(net, "0", "3")).Message
            .ShouldBe("Sequential has no module '3', only 0, 1, 1.0, 1.1, 2. (Parameter 'names')");
    }

    [Fact]
    public void Parameters_become_a_vector_and_come_back()
    {
        Sequential net = [new Linear(2, 3), new Linear(3, 1)];
        var parameters = net.Parameters();
        var vector = parameters.ToVector();
        vector.ToArray<float>().ShouldBe(parameters.SelectMany(p => p.ToArray<float>()));
        vector.Square().Sum().Backward();
        parameters[0].Grad!.ToArray<float>().ShouldBe([.. parameters[0].ToArray<float>().Select(v => 2 * v)]);
        parameters.FromVector(Tensor.Arange(0f, 13f));
        parameters[2].ToArray<float>().ShouldBe([9f, 10, 11]);
        parameters[3].ToArray<float>().ShouldBe([12f]);
        Should.Throw<ShapeException>(() => parameters.FromVector(Tensor.Zeros([12]))).Message
            .ShouldBe("These parameters have 13 numbers, shape [13], but got a vector [12].");
    }
}
