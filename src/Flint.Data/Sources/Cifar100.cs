namespace Flint.Data;

/// <summary>
/// CIFAR-100: 50,000 training and 10,000 test pictures of 32x32 colour pixels in 100 classes of 20 kinds. Batches are Float32
/// [n, 3, 32, 32], normalised, and Int64 labels [n]. The binary version is read: <c>train.bin</c> and <c>test.bin</c>.
/// Krizhevsky, "Learning multiple layers of features from tiny images", 2009.
/// </summary>
public static class Cifar100
{
    /// <summary>The name of its folder.</summary>
    public const string Name = "cifar100";

    /// <summary>x / 255 less (0.5071, 0.4865, 0.4409), by (0.2673, 0.2564, 0.2762): mean and standard deviation of the training pictures.</summary>
    public static Normalization Normalization { get; } = new(1.0 / 255, [0.5071f, 0.4865f, 0.4409f], [0.2673f, 0.2564f, 0.2762f]);

    /// <summary>The 100 classes.</summary>
    public static IReadOnlyList<string> Classes { get; } =
    [
        "apple", "aquarium_fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle", "bottle", "bowl", "boy", "bridge", "bus", "butterfly",
        "camel", "can", "castle", "caterpillar", "cattle", "chair", "chimpanzee", "clock", "cloud", "cockroach", "couch", "crab", "crocodile", "cup",
        "dinosaur", "dolphin", "elephant", "flatfish", "forest", "fox", "girl", "hamster", "house", "kangaroo", "keyboard", "lamp", "lawn_mower",
        "leopard", "lion", "lizard", "lobster", "man", "maple_tree", "motorcycle", "mountain", "mouse", "mushroom", "oak_tree", "orange", "orchid",
        "otter", "palm_tree", "pear", "pickup_truck", "pine_tree", "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray", "road",
        "rocket", "rose", "sea", "seal", "shark", "shrew", "skunk", "skyscraper", "snail", "snake", "spider", "squirrel", "streetcar", "sunflower",
        "sweet_pepper", "table", "tank", "telephone", "television", "tiger", "tractor", "train", "trout", "tulip", "turtle", "wardrobe", "whale",
        "willow_tree", "wolf", "woman", "worm",
    ];

    /// <summary>The 20 kinds.</summary>
    public static IReadOnlyList<string> CoarseClasses { get; } =
    [
        "aquatic_mammals", "fish", "flowers", "food_containers", "fruit_and_vegetables", "household_electrical_devices", "household_furniture", "insects",
        "large_carnivores", "large_man-made_outdoor_things", "large_natural_outdoor_scenes", "large_omnivores_and_herbivores", "medium_mammals",
        "non-insect_invertebrates", "people", "reptiles", "small_mammals", "trees", "vehicles_1", "vehicles_2",
    ];

    /// <summary>The training pictures.</summary>
    /// <param name="root">The folder with the files, or the one above it; null searches the usual places (<see cref="DataFolders"/>).</param>
    /// <param name="coarse">Targets are the 20 kinds instead of the 100 classes.</param>
    /// <exception cref="NotFoundException">The files are nowhere; the message says where it looked.</exception>
    /// <exception cref="FileFormatException">A file is damaged; the message names it and the record.</exception>
    public static TensorDataset Train(string? root = null, bool coarse = false) => Load(root, train: true, coarse);

    /// <summary>The test pictures.</summary>
    /// <inheritdoc cref="Train"/>
    public static TensorDataset Test(string? root = null, bool coarse = false) => Load(root, train: false, coarse);

    static TensorDataset Load(string? root, bool train, bool coarse) => CifarFolder.Load(
        DataFolders.Find(Name, CifarFolder.Holds, root), train, Normalization, [CoarseClasses, Classes], label: coarse ? 0 : 1);
}
