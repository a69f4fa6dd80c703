using Flint.NN;

namespace Flint.Optim;

/// <summary>Parameters that share hyperparameters. What is not given comes from the optimiser.</summary>
/// <example><c>new AdamW([new ParameterGroup(net.Body.Parameters(), lr: 1e-5), new ParameterGroup(net.Head.Parameters())], lr: 1e-3)</c></example>
public sealed class ParameterGroup
{
    double? lr, weightDecay, momentum;

    /// <summary>A group of parameters.</summary>
    /// <param name="parameters">Usually of <see cref="Module.Parameters"/>.</param>
    /// <param name="lr">The learning rate of this group.</param>
    /// <param name="weightDecay">The weight decay of this group.</param>
    /// <param name="momentum">The momentum of this group; beta1 for Adam.</param>
    public ParameterGroup(IEnumerable<Tensor> parameters, double? lr = null, double? weightDecay = null, double? momentum = null)
        : this([.. parameters], (parameters as ParameterList)?.Names, lr, weightDecay, momentum) { }

    /// <summary>A group of named parameters, such as <c>net.NamedParameters().Where(p => p.Name.EndsWith("bias"))</c>.</summary>
    /// <inheritdoc cref="ParameterGroup(IEnumerable{Tensor}, double?, double?, double?)"/>
    public ParameterGroup(
        IEnumerable<(string Name, Tensor Parameter)> parameters, double? lr = null, double? weightDecay = null, double? momentum = null)
        : this(new ParameterList(parameters), lr, weightDecay, momentum) { }

    ParameterGroup(Tensor[] parameters, IReadOnlyList<string>? names, double? lr, double? weightDecay, double? momentum)
    {
        Parameters = parameters;
        Names = names ?? [.. Enumerable.Range(0, parameters.Length).Select(i => $"{i}")];
        (this.lr, this.weightDecay, this.momentum) = (lr, weightDecay, momentum);
    }

    /// <summary>The parameters of the group.</summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    /// <summary>Their state-dict keys; their positions where they were given without.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The learning rate; schedules change it.</summary>
    public double Lr { get => lr ?? 0; set => lr = Checked(value, nameof(Lr)); }

    /// <summary>The weight decay.</summary>
    public double WeightDecay { get => weightDecay ?? 0; set => weightDecay = Checked(value, nameof(WeightDecay)); }

    /// <summary>SGD's momentum, Adam's beta1; <see cref="OneCycleLr"/> changes it.</summary>
    public double Momentum { get => momentum ?? 0; set => momentum = Checked(value, nameof(Momentum)); }

    /// <summary>The learning rate that schedules start from: that of the moment when the first schedule was made.</summary>
    internal double? InitialLr { get; set; }

    static double Checked(double value, string name) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} of a parameter group must be a finite number of 0 or more.");

    internal void SetDefaults(double lr, double weightDecay, double momentum)
    {
        this.lr ??= lr;
        this.weightDecay ??= weightDecay;
        this.momentum ??= momentum;
    }
}
