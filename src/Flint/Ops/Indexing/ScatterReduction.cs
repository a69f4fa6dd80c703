namespace Flint;

/// <summary>How <c>ScatterReduce</c> joins the values that arrive at one element.</summary>
public enum ScatterReduction
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their product.</summary>
    Prod,

    /// <summary>Their mean; of integers rounded down.</summary>
    Mean,

    /// <summary>The largest.</summary>
    AMax,

    /// <summary>The smallest.</summary>
    AMin,
}
