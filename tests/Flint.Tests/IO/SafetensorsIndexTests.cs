using Flint.IO;
using Flint.NN;
using Flint.Testing;

namespace Flint.Tests.IO;

/// <summary>A model in several safetensors files.</summary>
public class SafetensorsIndexTests
{
    static Dictionary<string, Tensor> Five() => Enumerable.Range(0, 5).ToDictionary(i => $"layer.{i}", i => Tensor.Full([10], (float)i));

    [Fact]
    public void Is_split_at_the_limit_and_read_by_index_and_by_folder()
    {
        using var folder = new TempFolder();
        var index = SafetensorsIndex.Save(folder.Path, Five(), maxShardBytes: 80);
        folder.Names.ShouldBe(["model-00001-of-00003.safetensors", "model-00002-of-00003.safetensors", "model-00003-of-00003.safetensors", "model.safetensors.index.json"]);
        Path.GetFileName(index).ShouldBe("model.safetensors.index.json");
        var json = File.ReadAllText(index);
        json.ShouldContain("\"total_size\": 200");
        json.ShouldContain("\"layer.2\": \"model-00002-of-00003.safetensors\"");
        foreach (var path in new[] { index, folder.Path })
        {
            var loaded = SafetensorsIndex.Load(path);
            loaded.Keys.Order().ShouldBe(Five().Keys.Order());
            loaded["layer.4"].ToArray<float>().ShouldAllBe(v => v == 4);
        }
    }

    [Fact]
    public void One_file_needs_no_index_and_a_network_reads_all_forms()
    {
        using var folder = new TempFolder();
        var (net, other) = (new Linear(3, 2), new Linear(3, 2));
        Path.GetFileName(SafetensorsIndex.Save(folder.Path, net.StateDict())).ShouldBe("model.safetensors");
        other.Load(folder.Path);
        other.Weight.ToArray<float>().ShouldBe(net.Weight.ToArray<float>());
        net.LoadStateDict(new Linear(3, 2).StateDict());
        var index = SafetensorsIndex.Save(folder.Path, net.StateDict(), maxShardBytes: 1);
        other.Load(index);
        other.Weight.ToArray<float>().ShouldBe(net.Weight.ToArray<float>());
    }

    [Fact]
    public void A_model_that_fits_one_file_takes_the_place_of_one_that_did_not()
    {
        using var folder = new TempFolder();
        SafetensorsIndex.Save(folder.Path, Five(), maxShardBytes: 80);
        SafetensorsIndex.Save(folder.Path, [KeyValuePair.Create("new", Tensor.Zeros([1]))]);
        SafetensorsIndex.Load(folder.Path).Keys.ShouldBe(["new"]);
    }

    [Fact]
    public void Missing_files_are_all_named()
    {
        using var folder = new TempFolder();
        var index = SafetensorsIndex.Save(folder.Path, Five(), maxShardBytes: 80);
        File.Delete(folder["model-00001-of-00003.safetensors"]);
        File.Delete(folder["model-00003-of-00003.safetensors"]);
        Should.Throw<NotFoundException>(() => SafetensorsIndex.Load(index)).Message.ShouldContain("names 2 files that are not in '" + folder.Path + "': model-00001-of-00003.safetensors, model-00003-of-00003.safetensors.");
        Should.Throw<NotFoundException>(() => SafetensorsIndex.Load(folder["none.json"])).Message.ShouldContain("none.json");
        Directory.CreateDirectory(folder["empty"]);
        Should.Throw<NotFoundException>(() => SafetensorsIndex.Load(folder["empty"])).Message.ShouldContain("holds neither an index (*.safetensors.index.json) nor model.safetensors");
    }

    [Theory]
    [InlineData("""{"weight_map": {"w": "../secret.safetensors"}}""", "'../secret.safetensors', is no name of a file beside the index")]
    [InlineData("""{"weight_map": {"w": "/etc/passwd"}}""", "is no name of a file beside the index")]
    [InlineData("""{"weight_map": {"w": ".."}}""", "is no name of a file beside the index")]
    [InlineData("""{"weight_map": {"w": 1}}""", "the file of tensor 'w' must be a string")]
    [InlineData("""{"weight_map": []}""", "weight_map must be an object")]
    [InlineData("""{"weight_map": {"w": "a", "w": "b"}}""", "tensor 'w' is there twice")]
    [InlineData("""{"weight_map": {}, "weight_map": {}}""", "weight_map is there twice")]
    [InlineData("""{"metadata": {}}""", "the index has no weight_map")]
    [InlineData("""[]""", "the index must be an object")]
    [InlineData("""{"weight_map": {""", "not valid JSON")]
    [InlineData("""{"weight_map": {}} x""", "not valid JSON")]
    [InlineData("", "not valid JSON")]
    [InlineData("""{"weight_map": {"\ud800": "a"}}""", "not valid Unicode")]
    public void A_bad_index_is_named(string json, string says)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["x.index.json"], json);
        var error = Should.Throw<FileFormatException>(() => SafetensorsIndex.Load(folder["x.index.json"]));
        error.Message.ShouldContain(says);
        error.Message.ShouldContain("x.index.json");
    }

    [Fact]
    public void An_index_of_another_model_is_refused()
    {
        using var folder = new TempFolder();
        Safetensors.Save(folder["a.safetensors"], [KeyValuePair.Create("w", Tensor.Zeros([1]))]);
        File.WriteAllText(folder["x.json"], """{"weight_map": {"v": "a.safetensors"}}""");
        Should.Throw<FileFormatException>(() => SafetensorsIndex.Load(folder["x.json"])).Message.ShouldContain("says that tensor 'v' is in 'a.safetensors', which does not hold it");
    }
}
