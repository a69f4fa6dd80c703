using Flint.NN;
using Flint.Optim;

namespace Flint.Tests.Optim;

/// <summary>Averages of weights against closed forms, the statistics of batch norms, and penalties.</summary>
public class AveragedModelTests
{
    sealed class Net : Module
    {
        internal readonly Tensor weight = Parameter(Tensor.From([0f, 0f], [2]));
        internal readonly Tensor seen = Buffer(Tensor.From([0f], [1]));
        internal readonly BatchNorm1d norm = new(2);

        internal void Set(float value)
        {
            using var _ = new NoGrad();
            weight.Fill(value);
            seen.Fill(value);
        }
    }

    static float[] Averaged(AveragedModel average, string name = "weight") => average.StateDict()[name].ToArray<float>();

    [Fact]
    public void Without_decay_it_is_the_mean_of_all_updates()
    {
        var net = new Net();
        var average = new AveragedModel(net);
        foreach (var value in new[] { 3f, 5f, 10f })
        {
            net.Set(value);
            average.Update();
        }
        average.Count.ShouldBe(3);
        Averaged(average).ShouldBe([6f, 6f], 1e-5);
        Averaged(average, "seen").ShouldBe([10f]);
        var buffers = new AveragedModel(net, useBuffers: true);
        buffers.Update();
        net.Set(20);
        buffers.Update();
        Averaged(buffers, "seen").ShouldBe([15f], 1e-5);
    }

    [Fact]
    public void With_decay_it_is_a_moving_average_that_starts_as_a_copy_and_is_resumed()
    {
        var net = new Net();
        var average = new AveragedModel(net, decay: 0.9);
        net.Set(1);
        average.Update();
        Averaged(average).ShouldBe([1f, 1f]);
        net.Set(2);
        average.Update();
        Averaged(average).ShouldBe([1.1f, 1.1f], 1e-6);
        var resumed = new AveragedModel(net, decay: 0.9);
        resumed.LoadStateDict(average.StateDict());
        net.Set(3);
        average.Update();
        resumed.Update();
        Averaged(resumed).ShouldBe(Averaged(average));
        resumed.Count.ShouldBe(3);
        Should.Throw<ArgumentException>(() => new AveragedModel(net, decay: 1)).Message.ShouldContain("a decay in [0, 1)");
        Should.Throw<StateException>(() => average.LoadStateDict(net.StateDict())).Message.ShouldContain("1 missing: n_averaged");
    }

    [Fact]
    public void The_network_uses_the_average_for_a_while_and_gets_its_own_weights_back()
    {
        var net = new Net();
        var average = new AveragedModel(net);
        net.Set(1);
        average.Update();
        net.Set(7);
        using (average.Use()) net.weight.ToArray<float>().ShouldBe([1f, 1f]);
        net.weight.ToArray<float>().ShouldBe([7f, 7f]);
        var other = new Net();
        average.CopyTo(other);
        other.weight.ToArray<float>().ShouldBe([1f, 1f]);
    }

    [Fact]
    public void Running_statistics_become_the_plain_mean_over_batches()
    {
        var net = new Net();
        net.norm.Forward(Tensor.From([100f, 200f, 300f, 400f], [2, 2]));
        net.Eval();
        Tensor[] batches = [Tensor.From([1f, 10f, 3f, 30f], [2, 2]), Tensor.From([5f, 50f, 11f, 70f], [2, 2])];
        AveragedModel.UpdateBatchNorm(net, batches, net.norm.Forward);
        net.norm.RunningMean!.ToArray<float>().ShouldBe([(2f + 8f) / 2, (20f + 60f) / 2], 1e-4);
        net.norm.RunningVar!.ToArray<float>().ShouldBe([(2f + 18f) / 2, (200f + 200f) / 2], 1e-3);
        net.norm.NumBatchesTracked!.Item<long>().ShouldBe(2);
        net.IsTraining.ShouldBeFalse();
        // The usual momentum again afterwards.
        net.Train();
        net.norm.Forward(batches[0]);
        net.norm.RunningMean.ToArray<float>().ShouldBe([0.9f * 5 + 0.1f * 2, 0.9f * 40 + 0.1f * 20], 1e-4);
    }

    [Fact]
    public void Each_module_gets_its_own_mode_back()
    {
        Tensor batch = Tensor.From([1f, 10f, 3f, 30f], [2, 2]);
        var net = new Net();
        net.norm.Eval(); // a frozen part of a network in training
        AveragedModel.UpdateBatchNorm(net, [batch], net.norm.Forward);
        (net.IsTraining, net.norm.IsTraining).ShouldBe((true, false));
        (net.norm.RunningMean!.ToArray<float>()[1]).ShouldBe(20, 1e-4);
        net.Eval();
        net.norm.Train();
        AveragedModel.UpdateBatchNorm(net, [batch], net.norm.Forward);
        (net.IsTraining, net.norm.IsTraining).ShouldBe((false, true));
    }

    [Fact]
    public void Penalties_are_sums_over_all_parameters_with_gradients()
    {
        var (a, b) = (Tensor.From([1f, -2f], [2]), Tensor.From([3f], [1, 1]));
        a.RequiresGrad = b.RequiresGrad = true;
        Penalty.L1([a, b]).Item().ShouldBe(6);
        var l2 = Penalty.L2([a, b]);
        l2.Item().ShouldBe(14);
        l2.Backward();
        a.Grad!.ToArray<float>().ShouldBe([2, -4]);
        b.Grad!.ToArray<float>().ShouldBe([6]);
        a.Grad = null;
        Penalty.L1([a]).Backward();
        a.Grad!.ToArray<float>().ShouldBe([1, -1]);
        Should.Throw<ArgumentException>(() => Penalty.L1([])).Message.ShouldContain("Penalty.L1 got no parameters");
    }
}
