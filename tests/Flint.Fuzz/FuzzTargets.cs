namespace Flint.Fuzz;

/// <summary>All readers that take foreign bytes. A new one is a line here.</summary>
public static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("idx", IdxSeeds.Make, bytes => Flint.Data.IdxReader.Read(new MemoryStream(bytes), "fuzz.idx")),
        new("safetensors", SafetensorsSeeds.Make, SafetensorsSeeds.Read),
        new("safetensors-index", IndexSeeds.Make, IndexSeeds.Read),
        new("torch-zip", TorchSeeds.Zip, TorchSeeds.Read, ZipRepair.Repair),
        new("torch-legacy", TorchSeeds.Legacy, TorchSeeds.Read),
        new("npy", NumpySeeds.Arrays, NumpySeeds.ReadArray),
        new("npz", NumpySeeds.Archives, NumpySeeds.ReadArchive, ZipRepair.Repair),
        new("png", PngSeeds.Make, bytes => Flint.Imaging.Png.Decode(bytes), PngSeeds.Repair),
        new("jpeg", JpegSeeds.Make, bytes => Flint.Imaging.Jpeg.Decode(bytes, maxPixels: 1 << 20)),
        new("bmp", BmpSeeds.Make, bytes => Flint.Imaging.Bmp.Decode(bytes, maxPixels: 1 << 20)),
        new("pnm", PnmSeeds.Make, bytes => Flint.Imaging.Pnm.Decode(bytes, maxPixels: 1 << 20)),
        new("y4m", VideoSeeds.Y4mFiles, VideoSeeds.ReadY4m),
        new("avi", VideoSeeds.AviFiles, VideoSeeds.ReadAvi),
        new("cifar", ImageDataSeeds.Cifar, ImageDataSeeds.ReadCifar),
        new("coco", ImageDataSeeds.Coco, ImageDataSeeds.ReadCoco),
        new("voc", ImageDataSeeds.Voc, ImageDataSeeds.ReadVoc),
        new("wav", WavSeeds.Make, bytes => Flint.Data.Wav.Decode(bytes)),
        new("optdigits", DigitsSeeds.Make, DigitsSeeds.Read),
        new("csv", CsvSeeds.Make, CsvSeeds.Read),
        new("table-pipeline", PipelineSeeds.Make, PipelineSeeds.Read),
    ];

    public static FuzzTarget Find(string name) => All.First(t => t.Name == name);
}
