namespace Flint.Recipes;

/// <summary>What was given to a trained model is not what it takes.</summary>
public sealed class InputException(string message) : FlintException(message);
