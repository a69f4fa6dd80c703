namespace Flint.Training;

/// <summary>What a classifier's outputs are.</summary>
public enum OutputKind
{
    /// <summary>Any real numbers: a softmax over the classes, or for [N] and [N, 1] a sigmoid, makes probabilities of them.</summary>
    Logits,

    /// <summary>Numbers from 0 to 1: of each class, or for [N] and [N, 1] of class 1.</summary>
    Probabilities,
}

/// <summary>How figures of several classes become one.</summary>
public enum Average
{
    /// <summary>The figure of class 1 alone; for two classes.</summary>
    Binary,

    /// <summary>The mean over the classes that occur among targets or answers, each counting the same.</summary>
    Macro,

    /// <summary>The mean over the classes weighted by how often each is a target.</summary>
    Weighted,

    /// <summary>Over all decisions "is it of this class?" of all classes together.</summary>
    Micro,
}
