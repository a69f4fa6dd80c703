using Flint.Data;
using Flint.Imaging;
using Flint.Testing;

namespace Flint.Vision.Tests;

public sealed class OrlFacesTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    void Put(string path, byte first, int width = 3, int channels = 1)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
        new Image(width, 2, channels, [.. Enumerable.Range(0, width * 2 * channels).Select(i => (byte)(first + i))]).Save(folder[path]);
    }

    [Fact]
    public void People_and_pictures_come_in_the_order_of_their_numbers()
    {
        foreach (var person in new[] { 1, 2, 10 })
            foreach (var picture in new[] { 1, 2, 10 })
                Put($"s{person}/{picture}.pgm", (byte)(10 * person + picture));
        File.WriteAllText(folder["README"], "not a picture");
        File.WriteAllText(folder["s1/notes.txt"], "nor this");
        var faces = OrlFaces.Load(folder.Path);
        faces.Classes.ShouldBe(["s1", "s2", "s10"]);
        faces.Inputs.Shape.ShouldBe([9, 1, 2, 3]);
        faces.Targets.ToArray<long>().ShouldBe([0, 0, 0, 1, 1, 1, 2, 2, 2]);
        faces.Inputs.ToArray<byte>().Chunk(6).Select(p => (int)p[0]).ShouldBe([11, 12, 20, 21, 22, 30, 101, 102, 110]);
        faces[3].Input.ToArray<float>()[0].ShouldBe(21 / 255f);
    }

    [Fact]
    public void Folders_named_after_people_and_colours_are_read_too()
    {
        Put("Ada_Lovelace/Ada_Lovelace_0001.png", 50, channels: 3);
        Put("Emmy_Noether/Emmy_Noether_0001.png", 90);
        var faces = OrlFaces.Load(folder.Path);
        faces.Classes.ShouldBe(["Ada_Lovelace", "Emmy_Noether"]);
        // 0.299 * 50 + 0.587 * 51 + 0.114 * 52 = 50.8
        faces.Inputs.ToArray<byte>()[0].ShouldBe((byte)51);
    }

    [Fact]
    public void What_is_wrong_with_which_file_is_said()
    {
        Should.Throw<NotFoundException>(() => OrlFaces.Load(folder.Path)).Message.ShouldContain("The data set 'orl-faces' was not found");
        Put("s1/1.pgm", 1);
        Put("s2/1.pgm", 1, width: 4);
        Should.Throw<FileFormatException>(() => OrlFaces.Load(folder.Path)).Message.ShouldContain(
            $"'{folder["s2/1.pgm"]}' has 4 x 2 pixels, but '{folder["s1/1.pgm"]}' has 3 x 2");
        File.WriteAllBytes(folder["s2/1.pgm"], File.ReadAllBytes(folder["s1/1.pgm"])[..^2]);
        Should.Throw<FileFormatException>(() => OrlFaces.Load(folder.Path)).Message.ShouldContain(folder["s2/1.pgm"]);
    }

    [Fact]
    public void The_faces_of_ORL_are_read()
    {
        var data = Environment.GetEnvironmentVariable("FLINT_DATA");
        Assert.SkipUnless(data is not null && Directory.Exists(Path.Combine(data, "orl-faces")), "needs orl-faces under FLINT_DATA");
        var faces = OrlFaces.Load();
        faces.Inputs.Shape.ShouldBe([400, 1, 112, 92]);
        faces.Classes.Count.ShouldBe(40);
        (faces.Classes[1], faces.Targets[399].Item<long>()).ShouldBe(("s2", 39));
    }
}
