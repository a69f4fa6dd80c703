namespace Flint.Data;

/// <summary>The data sets that <c>flint data get</c> can download, with official addresses and published checksums.</summary>
public static class KnownDatasets
{
    const string MnistAddress = "https://ossci-datasets.s3.amazonaws.com/mnist/";
    const string FashionAddress = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";
    const string DigitsAddress = "https://archive.ics.uci.edu/ml/machine-learning-databases/optdigits/";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownDataset> All { get; } =
    [
        new(Mnist.Name, "MNIST: handwritten digits, 60,000 + 10,000 grey images of 28x28", "Y. LeCun, C. Cortes, C. Burges; commonly cited as CC BY-SA 3.0",
        [
            new("train-images-idx3-ubyte.gz", new(MnistAddress + "train-images-idx3-ubyte.gz"), 9_912_422,
                "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", "6bbc9ace898e44ae57da46a324031adb"),
            new("train-labels-idx1-ubyte.gz", new(MnistAddress + "train-labels-idx1-ubyte.gz"), 28_881,
                "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c", "a25bea736e30d166cdddb491f175f624"),
            new("t10k-images-idx3-ubyte.gz", new(MnistAddress + "t10k-images-idx3-ubyte.gz"), 1_648_877,
                "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6", "2646ac647ad5339dbf082846283269ea"),
            new("t10k-labels-idx1-ubyte.gz", new(MnistAddress + "t10k-labels-idx1-ubyte.gz"), 4_542,
                "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6", "27ae3e4e09519cfbb04c329615203637"),
        ]),
        new(FashionMnist.Name, "Fashion-MNIST: clothes, 60,000 + 10,000 grey images of 28x28", "Zalando SE, MIT licence",
        [
            new("train-images-idx3-ubyte.gz", new(FashionAddress + "train-images-idx3-ubyte.gz"), 26_421_880,
                "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            new("train-labels-idx1-ubyte.gz", new(FashionAddress + "train-labels-idx1-ubyte.gz"), 29_515,
                "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            new("t10k-images-idx3-ubyte.gz", new(FashionAddress + "t10k-images-idx3-ubyte.gz"), 4_422_102,
                "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            new("t10k-labels-idx1-ubyte.gz", new(FashionAddress + "t10k-labels-idx1-ubyte.gz"), 5_148,
                "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        ]),
        new(Digits.Name, "Optical digits: 3,823 + 1,797 grey images of 8x8", "E. Alpaydin, C. Kaynak; UCI repository, CC BY 4.0",
        [
            new("optdigits.tra", new(DigitsAddress + "optdigits.tra"), 563_639,
                "e1b683cc211604fe8fd8c4417e6a69f31380e0c61d4af22e93cc21e9257ffedd"),
            new("optdigits.tes", new(DigitsAddress + "optdigits.tes"), 264_712,
                "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8"),
        ]),
    ];

    /// <summary>The data set of this name.</summary>
    /// <exception cref="NotFoundException">There is none; the message lists those there are.</exception>
    public static KnownDataset Find(string name) => All.FirstOrDefault(d => d.Name == name)
        ?? throw new NotFoundException($"There is no data set '{name}' to download; known are {string.Join(", ", All.Select(d => d.Name))}.");
}
