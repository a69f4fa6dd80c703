namespace Flint.NN;

public abstract partial class Module
{
    /// <summary>
    /// The parameters and persistent buffers by key, in the order of the fields. The tensors are the module's own: a change
    /// of one changes the module.
    /// </summary>
    /// <inheritdoc cref="Parameters" path="/exception"/>
    public OrderedDictionary<string, Tensor> StateDict()
    {
        var result = new OrderedDictionary<string, Tensor>();
        foreach (var entry in State.Saved) result.Add(entry.Name, entry.Tensor);
        return result;
    }

    /// <summary>Copies values into the parameters and buffers, converting their dtype. A second name of a shared tensor is accepted.</summary>
    /// <param name="values">Tensors by state-dict key.</param>
    /// <param name="strict">False ignores missing and unexpected keys, as for a part of a network; shapes must fit all the same.</param>
    /// <exception cref="StateException">Lists every missing, unexpected and mis-shaped key; nothing was copied.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> values, bool strict = true) =>
        LoadStateDict(values, strict, "");

    /// <summary>
    /// Writes the state dict, under a temporary name until it is complete: a PyTorch file where the name ends in .pt, .pth, .th or .bin, else
    /// a safetensors file, whose metadata say <c>format: pt</c>, without which Hugging Face's transformers refuses weights.
    /// </summary>
    /// <exception cref="FileWriteException">The file cannot be written; an earlier one is unchanged.</exception>
    public void Save(string path) => IO.StateFile.Save(path, StateDict());

    /// <summary>
    /// Reads a file of <see cref="Save"/>, or another with the same keys: safetensors, PyTorch (.pt, .pth, .th, .bin, .ckpt), or the index
    /// (.json) or folder of a model in several safetensors files.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="strict">As for <see cref="LoadStateDict(IReadOnlyDictionary{string, Tensor}, bool)"/>.</param>
    /// <exception cref="NotFoundException">There is no such file, or a part of it is missing.</exception>
    /// <exception cref="FileFormatException">The file is of none of these kinds or is damaged.</exception>
    /// <exception cref="StateException">The file is of another model.</exception>
    public void Load(string path, bool strict = true) => LoadStateDict(IO.StateFile.Load(path), strict, $" from {path}");

    void LoadStateDict(IReadOnlyDictionary<string, Tensor> values, bool strict, string source)
    {
        var state = State;
        var check = new StateCheck(state.WithFirstNames(values));
        var copies = state.Saved.Select(entry => (entry.Tensor, Value: check.Take(entry.Name, entry.Tensor.Shape))).ToArray();
        check.ThrowIfAny(
            $"The state of {GetType().Name}{source}",
            "Nothing was changed: load it into the model it was saved from, or pass strict: false to take the keys that fit.",
            strict);

        using var _ = new NoGrad();
        foreach (var (tensor, value) in copies)
            if (value is not null) tensor.CopyFrom(value);
    }
}
