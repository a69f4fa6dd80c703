using Flint.Training;

namespace Flint.Recipes;

/// <summary>Where a run draws what it says of files.</summary>
static class PredictionFolder
{
    /// <summary><c>RUN/predictions/NAME.png</c>; the folder is made where it is missing.</summary>
    internal static string PathOf(RunFolder folder, string input)
    {
        Directory.CreateDirectory(folder.File("predictions"));
        return Path.Combine(folder.File("predictions"), Path.GetFileNameWithoutExtension(input) + ".png");
    }
}
