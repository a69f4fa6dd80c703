namespace Flint.NN;

/// <summary>Modules made ready for prediction.</summary>
public static class InferenceModules
{
    extension<T>(T module) where T : Module
    {
        /// <summary>
        /// A copy in evaluation mode for prediction alone, in which batch norms that directly follow a convolution or a linear layer are folded
        /// into it, <c>W' = W · γ / √(var + ε)</c> and <c>b' = (b - mean) · γ / √(var + ε) + β</c>, and no longer cost anything. The results are
        /// the same but for rounding. Pairs are found in <see cref="Sequential"/>, in Flint's models, and where a module names them
        /// (<see cref="IBatchNormPairs"/>).
        /// </summary>
        /// <remarks>
        /// The module itself is not changed. Weights that nothing was folded into are shared with it, so make the copy again after
        /// training on; hooks stay with the original. The state dict of the copy has the folded weights and lacks the folded norms. A layer or norm
        /// that is used in several places is not folded, nor is a norm without running statistics.
        /// </remarks>
        /// <exception cref="StateException">A module holds others in something else than fields, arrays, lists and dictionaries of .NET.</exception>
        /// <example>
        /// <code>
        /// var fast = net.ForInference();
        /// using var inference = new InferenceMode();
        /// var answer = fast.Forward(images).ArgMax(1).ToArray&lt;long>();
        /// </code>
        /// </example>
        public T ForInference()
        {
            _ = module.State; // errors of the tree itself come first
            var copy = new ModuleCopy();
            var result = (T)copy.Of(module);
            foreach (var pairs in copy.Modules.OfType<IBatchNormPairs>().ToArray())
                foreach (var (layer, norm) in pairs.BatchNormPairs)
                    if (layer is IAffineLayer affine && copy.IsSingle((Module)layer) && copy.IsSingle(norm)) norm.FoldInto(affine);
            result.Eval();
            return result;
        }
    }
}
