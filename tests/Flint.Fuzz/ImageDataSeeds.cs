using System.Text;
using Flint.Data;
using Flint.Vision;

namespace Flint.Fuzz;

/// <summary>CIFAR files of one and two label bytes; annotations of COCO and VOC with every kind of entry.</summary>
static class ImageDataSeeds
{
    internal static IReadOnlyList<byte[]> Cifar()
    {
        byte[] record = [3, 99, .. Enumerable.Range(0, 3072).Select(k => (byte)k)], two = [.. record, .. record];
        return [two, IdxSeeds.Zipped(two)];
    }

    internal static void ReadCifar(byte[] bytes) => CifarReader.Read(new MemoryStream(bytes), "fuzz.bin", 20, 100);

    internal static IReadOnlyList<byte[]> Coco() =>
    [
        Encoding.UTF8.GetBytes("""
            {"images": [{"id": 9, "file_name": "b.jpg", "width": 60, "height": 40}, {"id": 3, "file_name": "a.jpg", "width": 50, "height": 30}],
             "annotations": [{"image_id": 9, "category_id": 18, "bbox": [10.5, 20, 30, 15.5], "iscrowd": 0}, {"image_id": 3, "category_id": 1, "bbox": [0, 0, 50, 30], "iscrowd": 1}],
             "categories": [{"id": 18, "name": "dog"}, {"id": 1, "name": "person"}]}
            """),
    ];

    internal static void ReadCoco(byte[] bytes) => CocoAnnotations.Read(Written(bytes, ".json"), "images");

    internal static IReadOnlyList<byte[]> Voc() =>
    [
        Encoding.UTF8.GetBytes("""
            <annotation><filename>5.jpg</filename><size><width>500</width><height>375</height></size>
              <object><name>chair</name><difficult>0</difficult><bndbox><xmin>263</xmin><ymin>211</ymin><xmax>324</xmax><ymax>339</ymax></bndbox></object>
              <object><name>person</name><difficult>1</difficult><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>500</xmax><ymax>375</ymax></bndbox></object></annotation>
            """),
    ];

    internal static void ReadVoc(byte[] bytes) => VocAnnotations.ReadFile(Written(bytes, ".xml"), "images");

    static string Written(byte[] bytes, string ending)
    {
        var path = FuzzFolder.File(ending);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
