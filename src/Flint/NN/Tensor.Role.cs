using Flint.NN;

namespace Flint;

public sealed partial class Tensor
{
    /// <summary>What this tensor is to the module that holds it; given by Module.Parameter and Module.Buffer.</summary>
    internal StateRole Role;
}
