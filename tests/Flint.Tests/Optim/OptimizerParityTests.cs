using System.Text.Json;
using Flint.Optim;
using Flint.Testing;

namespace Flint.Tests.Optim;

/// <summary>Twenty steps of each optimiser from given gradients, against PyTorch.</summary>
public class OptimizerParityTests
{
    public static TheoryData<string> Names => [.. Fixture.Family("modules").Keys.Where(k => k.StartsWith("sgd", StringComparison.Ordinal) || k.StartsWith("adam", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Doubles_agree_to_the_last_digits(string name) => Compare(name, DType.Float64, 1e-13);

    [Theory]
    [MemberData(nameof(Names))]
    public void Floats_agree_to_rounding(string name) => Compare(name, DType.Float32, 3e-6);

    static void Compare(string name, DType dtype, double tolerance)
    {
        var fixture = Fixture.Case($"modules:{name}");
        var p = fixture.Inputs["start"].Tensor(dtype);
        p.RequiresGrad = true;
        var gradients = fixture.Inputs["gradients"].Tensor(dtype);
        var expected = fixture.Outputs[0].Tensor(DType.Float64);
        var optimizer = Make(name, fixture.Args, p);
        for (var t = 0; t < 20; t++)
        {
            p.Grad = gradients[t];
            optimizer.Step();
            Near.Check(p, Raw.Values(expected[t]), tolerance, $"{name} after step {t + 1}");
        }
    }

    internal static Optimizer Make(string name, JsonElement args, params Tensor[] parameters)
    {
        var (lr, decay) = (Get("lr", 0), Get("weight_decay", name.StartsWith("adamw", StringComparison.Ordinal) ? 0.01 : 0));
        return name.Split('_')[0] switch
        {
            "adam" => new Adam(parameters, lr, Get("beta1", 0), Get("beta2", 0), Get("eps", 1e-8), decay),
            "adamw" => new AdamW(parameters, lr, Get("beta1", 0), Get("beta2", 0), Get("eps", 1e-8), decay),
            _ => new Sgd(parameters, lr, Get("momentum", 0), Get("dampening", 0), decay, args.TryGetProperty("nesterov", out _)),
        };

        double Get(string key, double otherwise) => args.TryGetProperty(key, out var value) ? value.GetDouble() : otherwise;
    }
}
