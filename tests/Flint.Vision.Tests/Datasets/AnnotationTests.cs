using Flint.Testing;

namespace Flint.Vision.Tests.Datasets;

/// <summary>Small files by the formats' own descriptions, and the real sets where they are.</summary>
public sealed class AnnotationTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    const string Coco = """
        {"info": {}, "licenses": [],
         "images": [{"id": 9, "file_name": "b.jpg", "width": 60, "height": 40}, {"id": 3, "file_name": "a.jpg", "width": 50, "height": 30}],
         "annotations": [
           {"id": 1, "image_id": 9, "category_id": 18, "bbox": [10.5, 20, 30, 15.5], "area": 1, "iscrowd": 0, "segmentation": []},
           {"id": 2, "image_id": 9, "category_id": 1, "bbox": [0, 0, 60, 40], "area": 1, "iscrowd": 1},
           {"id": 3, "image_id": 9, "category_id": 1, "bbox": [5, 5, 0, 12], "area": 0, "iscrowd": 0}],
         "categories": [{"id": 18, "name": "dog"}, {"id": 1, "name": "person"}]}
        """;

    DetectionData ReadCoco(string json)
    {
        File.WriteAllText(folder["instances.json"], json);
        return CocoAnnotations.Read(folder["instances.json"], "pictures");
    }

    [Fact]
    public void COCO_boxes_are_corner_and_size_and_its_ids_have_gaps()
    {
        var data = ReadCoco(Coco);
        data.Classes.ShouldBe(["person", "dog"]);
        data.Images.Select(i => i.Path).ShouldBe([Path.Combine("pictures", "a.jpg"), Path.Combine("pictures", "b.jpg")]);
        data.Images[0].Objects.ShouldBeEmpty();
        data.Images[1].Objects.ShouldBe([new(new(10.5f, 20, 40.5f, 35.5f), 1), new(new(0, 0, 60, 40), 0, IsCrowd: true)]);
    }

    [Theory]
    [InlineData("\"bbox\": [10.5, 20, 30, 15.5]", "\"bbox\": [40.5, 20, 30, 15.5]", "object 1 of 'pictures/b.jpg' has the box (40.5, 20) - (70.5, 35.5), which is empty or outside of the 60 x 40 pixels")]
    [InlineData("\"bbox\": [10.5, 20, 30, 15.5]", "\"bbox\": [10.5, 20, 30]", "a bbox of 3 numbers")]
    [InlineData("\"category_id\": 18", "\"category_id\": 2", "category 2, which is not among its categories")]
    [InlineData("\"image_id\": 9, \"category_id\": 18", "\"image_id\": 4, \"category_id\": 18", "annotations of picture 4")]
    [InlineData("\"categories\"", "\"kinds\"", "is not a file of COCO annotations")]
    [InlineData("]}\n", "", "is not a file of COCO annotations")]
    public void Damaged_COCO_files_say_what_is_wrong(string good, string bad, string message)
    {
        var json = Coco + "\n";
        json.ShouldContain(good);
        Should.Throw<FileFormatException>(() => ReadCoco(json.Replace(good, bad))).Message.ShouldSatisfyAllConditions(
            m => m.ShouldContain(message), m => m.ShouldContain("instances.json"));
    }

    const string Voc = """
        <annotation><folder>VOC2007</folder><filename>000005.jpg</filename><size><width>500</width><height>375</height><depth>3</depth></size>
          <object><name>chair</name><pose>Rear</pose><difficult>0</difficult><bndbox><xmin>263</xmin><ymin>211</ymin><xmax>324</xmax><ymax>339</ymax></bndbox></object>
          <object><name>person</name><difficult>1</difficult><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>500</xmax><ymax>375</ymax></bndbox></object></annotation>
        """;

    [Fact]
    public void VOC_counts_pixels_from_1_the_last_included()
    {
        Directory.CreateDirectory(folder["Annotations"]);
        Directory.CreateDirectory(folder[Path.Combine("ImageSets", "Main")]);
        File.WriteAllText(folder[Path.Combine("Annotations", "000005.xml")], Voc);
        File.WriteAllText(folder[Path.Combine("ImageSets", "Main", "val.txt")], "000005  1\n");
        foreach (var set in new[] { null, "val" })
        {
            var image = VocAnnotations.Read(folder.Path, set).Images.ShouldHaveSingleItem();
            image.Path.ShouldBe(folder[Path.Combine("JPEGImages", "000005.jpg")]);
            image.Objects.ShouldBe([new(new(262, 210, 324, 339), 8), new(new(0, 0, 500, 375), 14, IsCrowd: true)]);
        }
        Should.Throw<NotFoundException>(() => VocAnnotations.Read(folder.Path, "train")).Message.ShouldContain("train.txt");
    }

    [Theory]
    [InlineData("<xmax>324</xmax>", "<xmax>501</xmax>", "outside of the 500 x 375 pixels")]
    [InlineData("<xmax>324</xmax>", "<xmax>200</xmax>", "is empty or outside")]
    [InlineData("<xmax>324</xmax>", "", "<bndbox> has no <xmax>")]
    [InlineData("<name>chair</name>", "<name>throne</name>", "no class 'throne'")]
    [InlineData("</annotation>", "", "is not a file of VOC annotations")]
    [InlineData("<annotation>", "<!DOCTYPE a [<!ENTITY b \"c\">]><annotation>", "is not a file of VOC annotations")]
    public void Damaged_VOC_files_say_what_is_wrong(string good, string bad, string message)
    {
        File.WriteAllText(folder["x.xml"], Voc.Replace(good, bad));
        Should.Throw<FileFormatException>(() => VocAnnotations.ReadFile(folder["x.xml"], "images")).Message.ShouldSatisfyAllConditions(
            m => m.ShouldContain(message), m => m.ShouldContain("x.xml"));
    }

    [Fact]
    public void The_pedestrians_fill_their_masks_boxes()
    {
        SkipWithout(PennFudan.Name);
        var data = PennFudan.Load();
        data.Images.Count.ShouldBe(57);
        data.Images.Sum(i => i.Objects.Count).ShouldBe(92);
        foreach (var image in data.Images.Take(5))
        {
            var mask = PennFudan.Mask(image).ToArray<byte>();
            foreach (var (k, o) in image.Objects.Index())
            {
                var pixels = Enumerable.Range(0, image.Width * image.Height).Where(i => mask[i] == k + 1).ToList();
                ((float)pixels.Min(i => i % image.Width)).ShouldBe(o.Box.Left, 3);
                ((float)pixels.Max(i => i / image.Width) + 1).ShouldBe(o.Box.Bottom, 3);
            }
        }
    }

    [Fact]
    public void Road_scenes_have_a_class_for_each_pixel()
    {
        SkipWithout(CamVid.Name);
        var (train, test) = (CamVid.Train(), CamVid.Test());
        (train.Count, test.Count).ShouldBe((14, 6));
        var counts = train.Concat(test).SelectMany(s => s.Mask.ToArray<byte>()).CountBy(c => (int)c).ToDictionary();
        counts.Keys.Max().ShouldBe(CamVid.Unlabelled);
        // The sky is above, the road below.
        double Row(int label) => train.SelectMany(s => s.Mask.ToArray<byte>().Index().Where(p => p.Item == label).Select(p => p.Index / s.Image.Width)).Average();
        Row(0).ShouldBeLessThan(150);
        Row(3).ShouldBeGreaterThan(220);
    }

    static void SkipWithout(string folder) => Assert.SkipUnless(
        Directory.Exists(Path.Combine(Environment.GetEnvironmentVariable("FLINT_DATA") ?? "", folder)), $"needs {folder} under FLINT_DATA");
}
