namespace Flint.NN;

/// <summary>One tensor in, one tensor out: what <see cref="Sequential"/> chains.</summary>
public interface ILayer
{
    /// <summary>Applies the layer.</summary>
    Tensor Forward(Tensor x);
}
