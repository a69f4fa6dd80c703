namespace Flint.Recipes;

/// <summary>All recipes.</summary>
public static class RecipeList
{
    /// <summary>In the order in which <c>flint recipes</c> shows them.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new MnistConvNet(), new DigitsMlp(), new Cifar10LeNet(), new Cifar10ResNet(), new PhotosTransfer(), new PhotosFolds(),
        new PedestriansDetect(), new PedestriansSegment(), new FacesVerify(), new VideoEvents(), new BigModelMlp(), new TitanicMlp(),
        new OverfitStudy(), new Forecast(), new MnistGan(), new MnistDcgan(), new MnistVae(), new MnistDiffusion(),
    ];

    /// <summary>The recipe of this name, or null.</summary>
    public static Recipe? TryFind(string name) => All.FirstOrDefault(r => r.Name == name);

    /// <summary>The recipe of this name.</summary>
    /// <exception cref="UnknownRecipeException">There is none; the message suggests the nearest and lists all.</exception>
    public static Recipe Find(string name) => TryFind(name) ?? throw new UnknownRecipeException(name);
}

/// <summary>There is no recipe of that name.</summary>
public sealed class UnknownRecipeException(string name)
    : FlintException($"There is no recipe '{name}'.{Suggestion.For(name, RecipeList.All.Select(r => r.Name))} Recipes: {string.Join(", ", RecipeList.All.Select(r => r.Name))}.");
