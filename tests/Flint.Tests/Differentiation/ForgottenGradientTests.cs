using System.Runtime.CompilerServices;
using Flint.Optim;

namespace Flint.Tests.Differentiation;

/// <summary>The memory of a gradient that nobody looked at is used again as soon as its tensor forgets it; of any other one it is not.</summary>
public sealed class ForgottenGradientTests
{
    const int Size = 50_000;

    readonly Tensor p = Tensor.Full([Size], 2f);

    public ForgottenGradientTests() => p.RequiresGrad = true;

    [Fact]
    public void AnUnseenGradientsMemoryIsUsedAgain()
    {
        var memory = MemoryOfGradient();
        p.Grad = null;
        Throws(memory);
    }

    [Fact]
    public void AnOptimiserOfFlintDoesNotHoldIt()
    {
        var sgd = new Sgd([p], lr: 1, momentum: 0.9);
        var memory = MemoryOfGradient();
        sgd.Step();
        sgd.ZeroGrad();
        Throws(memory);
        p.ToArray<float>().ShouldAllBe(v => v == -1);
    }

    [Fact]
    public void SomebodysGradientStays()
    {
        Differentiate();
        var held = p.Grad!;
        p.Grad = null;
        Churn();
        held.ToArray<float>().ShouldAllBe(v => v == 3);
    }

    [Fact]
    public void WhatAHookKeptStays()
    {
        Tensor? kept = null;
        p.RegisterHook(g => kept = g);
        Differentiate();
        p.Grad = null;
        Churn();
        kept!.ToArray<float>().ShouldAllBe(v => v == 3);
    }

    [Fact]
    public void WhatAnOptimiserOfTheUserKeptStays()
    {
        var keeper = new Keeper([p]);
        Differentiate();
        keeper.Step();
        keeper.ZeroGrad();
        Churn();
        keeper.Kept!.ToArray<float>().ShouldAllBe(v => v == 3);
    }

    [Fact]
    public void AGradientGivenByHandStays()
    {
        var given = Tensor.Full([Size], 3f);
        p.Grad = given;
        p.Grad = null;
        Churn();
        given.ToArray<float>().ShouldAllBe(v => v == 3);
    }

    [Fact]
    public void AGradientWithHistoryStays()
    {
        (p * p * p).Sum().Backward(createGraph: true);
        var second = Autograd.Grad(p.GradUnseen!.Sum(), p);
        p.Grad = null;
        Churn();
        second.ToArray<float>().ShouldAllBe(v => v == 12);
    }

    void Differentiate() => (p * 3).Sum().Backward();

    [MethodImpl(MethodImplOptions.NoInlining)]
    Storage MemoryOfGradient()
    {
        Differentiate();
        return p.GradUnseen!.Storage;
    }

    static void Throws(Storage memory) => Should.Throw<ReleasedException>(() => { memory.GetPinnableReference(); });

    /// <summary>Whatever went back to the pool is overwritten.</summary>
    static void Churn()
    {
        for (var i = 0; i < 8; i++) Tensor.Full([Size], -1f);
    }

    sealed class Keeper(IEnumerable<Tensor> parameters) : Optimizer([new ParameterGroup(parameters)], lr: 1)
    {
        internal Tensor? Kept { get; private set; }

        protected override void Update(Tensor p, Tensor g, ParameterState state, ParameterGroup group) => Kept = g;
    }
}
