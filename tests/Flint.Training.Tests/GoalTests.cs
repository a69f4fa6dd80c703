using Flint.Training;

namespace Flint.Training.Tests;

public sealed class GoalTests
{
    static EpochReport Report(int epoch, double accuracy, double? loss) =>
        new(epoch, epoch * 10, 1, loss, new Dictionary<string, double> { ["accuracy"] = accuracy }, 0.1, 100, 1);

    [Fact]
    public void TheEarlierOfEqualsIsTheBest()
    {
        EpochReport[] history = [Report(1, 0.5, 3), Report(2, 0.9, 1), Report(3, 0.9, 2), Report(4, double.NaN, double.NaN)];
        new Goal().Best(history)!.Epoch.ShouldBe(2);
        new Goal("val_loss").Best(history)!.Epoch.ShouldBe(2);
        new Goal().Best([]).ShouldBeNull();
    }

    [Fact]
    public void TheLastEpochCanBeTheGoal() => new Goal("epoch").Best([Report(1, 0.9, 1), Report(2, 0.5, 3)])!.Epoch.ShouldBe(2);

    [Fact]
    public void ALossIsBetterWhenLower()
    {
        new Goal("val_loss").IsBetter(1, 2).ShouldBeTrue();
        new Goal("accuracy").IsBetter(1, 2).ShouldBeFalse();
        new Goal("val_loss").IsBetter(1.95, 2, margin: 0.1).ShouldBeFalse();
        new Goal("frechet_distance").IsBetter(1, 2).ShouldBeTrue();
    }

    [Fact]
    public void AnUnknownFigureListsThoseThereAre() =>
        Should.Throw<ArgumentException>(() => new Goal("f1").Of(Report(1, 0.5, 3))).Message.ShouldContain("train_loss, val_loss, accuracy");
}
