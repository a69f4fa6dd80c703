using System.Text.RegularExpressions;
using Flint.Data;
using Flint.Imaging;

namespace Flint.Vision;

/// <summary>
/// Pictures of faces, a folder for each person: the ORL faces (AT&amp;T Laboratories Cambridge), <c>s1/1.pgm</c> to <c>s40/10.pgm</c> of 92x112 grey
/// pixels, or any set laid out so, as LFW is (<c>George_Clooney/George_Clooney_0001.jpg</c>). Samaria, Harter, "Parameterisation of a stochastic
/// model for human face identification", 1994.
/// </summary>
public static partial class OrlFaces
{
    /// <summary>The name of its folder.</summary>
    public const string Name = "orl-faces";

    /// <summary>All pictures, bytes [n, 1, height, width] by their luminance, and the number of each one's person, [n] Int64; s2 comes before s10.</summary>
    /// <param name="root">The folder of the folders of people, or the one above it; null searches the usual places (<see cref="DataFolders"/>).</param>
    /// <exception cref="NotFoundException">There is no such folder, or it holds no folders of pictures.</exception>
    /// <exception cref="FileFormatException">A picture is damaged, or of another size than the first; the message names it.</exception>
    public static TensorDataset Load(string? root = null)
    {
        var folder = DataFolders.Find(Name, place => Directory.Exists(place) && People(place).Any(), root);
        var people = People(folder).ToArray();
        var files = people.SelectMany((person, number) => Pictures(person).Select(file => (File: file, Person: (long)number))).ToArray();
        var pictures = files.Select(f => Read(f.File)).ToArray();
        var (width, height) = (pictures[0].Width, pictures[0].Height);
        var bytes = new byte[(long)pictures.Length * width * height];
        for (var i = 0; i < pictures.Length; i++)
        {
            if ((pictures[i].Width, pictures[i].Height) != (width, height))
                throw new FileFormatException(
                    $"'{files[i].File}' has {pictures[i].Width} x {pictures[i].Height} pixels, but '{files[0].File}' has {width} x {height}: the faces of a set are cut out to one size.");
            pictures[i].Pixels.CopyTo(bytes, (long)i * width * height);
        }
        return new(
            Tensor.From(bytes, [pictures.Length, 1, height, width]), Tensor.From<long>([.. files.Select(f => f.Person)], [files.Length]),
            Normalization.Unit, [.. people.Select(p => Path.GetFileName(p)!)]);
    }

    static Image Read(string file)
    {
        try
        {
            return Image.Load(file).ToGrey();
        }
        catch (ImageFormatException e)
        {
            throw new FileFormatException(e.Message, e);
        }
    }

    static IEnumerable<string> People(string folder) => Directory.EnumerateDirectories(folder).Where(d => Pictures(d).Any()).OrderBy(Key, StringComparer.Ordinal);

    static IEnumerable<string> Pictures(string person) =>
        Directory.EnumerateFiles(person).Where(ClassFolders.IsPicture).OrderBy(Key, StringComparer.Ordinal);

    /// <summary>Numbers with zeros in front, so that s2 comes before s10.</summary>
    static string Key(string path) => Number().Replace(Path.GetFileName(path), number => number.Value.PadLeft(12, '0'));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
