using Flint.NN;

namespace Flint.Optim;

/// <summary>
/// Changes the learning rates of an optimiser from step to step: an optimiser's step or an epoch, whichever the caller
/// calls <see cref="Step"/> after. A schedule is a formula for the rate at step t (<see cref="At"/>), so it can start anywhere.
/// </summary>
/// <remarks>
/// Rates start from those that the optimiser had when its first schedule was made; making a schedule sets the rates of step 0.
/// </remarks>
public abstract class Schedule
{
    /// <summary>For the constructors of schedules, which end with <see cref="Start"/>.</summary>
    protected Schedule(Optimizer optimizer)
    {
        Optimizer = optimizer;
        foreach (var group in optimizer.Groups) group.InitialLr ??= group.Lr;
    }

    /// <summary>The optimiser whose rates change.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>t: how often <see cref="Step"/> was called.</summary>
    public int StepCount { get; private set; }

    /// <summary>Goes on to the rates of the next step.</summary>
    public void Step() => MoveTo(StepCount + 1);

    /// <summary>The learning rate at step t of a group that started with <paramref name="initialLr"/>.</summary>
    public abstract double At(int t, double initialLr);

    /// <summary>Where the schedule is, for a checkpoint. The formula itself is in the program.</summary>
    public OrderedDictionary<string, Tensor> StateDict()
    {
        OrderedDictionary<string, Tensor> state = new() { ["step"] = Tensor.Scalar(StepCount, DType.Int64) };
        for (var i = 0; i < Optimizer.Groups.Count; i++)
            state[$"initial_lr.{i}"] = Tensor.Scalar(Optimizer.Groups[i].InitialLr!.Value, DType.Float64);
        AddState(state);
        return state;
    }

    /// <summary>Goes to where <see cref="StateDict"/> was taken, and sets the rates of that step.</summary>
    /// <exception cref="StateException">The state is not of a schedule, or of one with other groups.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> values)
    {
        var check = new StateCheck(values);
        var step = (int)check.Number("step");
        var initial = Optimizer.Groups.Select((_, i) => check.Number($"initial_lr.{i}")).ToArray();
        var take = TakeState(check);
        check.ThrowIfAny($"The state of {GetType().Name}", "It must come from a schedule of an optimiser with the same groups.");
        take();
        foreach (var (group, lr) in Optimizer.Groups.Zip(initial)) group.InitialLr = lr;
        MoveTo(step);
    }

    /// <summary>Sets the rates of step 0.</summary>
    protected void Start() => MoveTo(0);

    /// <summary>Sets what belongs to step t; a schedule that changes more than rates overrides it.</summary>
    protected internal virtual void Set(int t)
    {
        foreach (var group in Optimizer.Groups) group.Lr = At(t, group.InitialLr!.Value);
    }

    /// <summary>For what a schedule remembers besides its step.</summary>
    private protected virtual void AddState(OrderedDictionary<string, Tensor> state) { }

    /// <summary>Takes out what <see cref="AddState"/> put in; the action sets it once all has been found good.</summary>
    private protected virtual Action TakeState(StateCheck check) => static () => { };

    void MoveTo(int t)
    {
        Set(t);
        StepCount = t;
    }
}
