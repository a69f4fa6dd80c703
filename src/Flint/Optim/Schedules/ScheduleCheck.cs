using System.Runtime.CompilerServices;

namespace Flint.Optim;

/// <summary>What schedules require of their numbers.</summary>
static class ScheduleCheck
{
    internal static void AtLeastZero(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number of 0 or more.");
    }

    internal static void Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number above 0.");
    }
}
