using System.Text;

namespace Flint.IO;

/// <summary>A class or function that a pickle may name, and what a call of it makes here.</summary>
sealed record TorchGlobal(string Module, string Name, Func<object?[], object?> Call);

/// <summary>A call has other arguments than it should; the reader adds name and place.</summary>
sealed class PickleArgumentException(string message) : Exception(message);

/// <summary>A value whose pickle gives it a state after it was made.</summary>
abstract class PickleObject
{
    internal abstract void SetState(object? state);
}

/// <summary>The closed list of classes and functions in PyTorch's files. Each is rewritten here; none is looked up or run.</summary>
static class TorchGlobals
{
    internal static TorchGlobal? Find(string module, string name) => Calls(module, name) is { } call ? new(module, name, call) : null;

    static Func<object?[], object?>? Calls(string module, string name) => (module, name) switch
    {
        ("collections", "OrderedDict") => Dictionary,
        ("builtins" or "__builtin__", "set" or "frozenset" or "list") => List,
        ("argparse", "Namespace") => _ => new PickleNamespace(),
        ("_codecs", "encode") => Encode,
        ("torch._utils", "_rebuild_tensor" or "_rebuild_tensor_v2" or "_rebuild_tensor_v3") => RebuildTensor,
        ("torch._utils", "_rebuild_parameter" or "_rebuild_parameter_with_state") => a => Get<TorchTensor>(a, 0),
        ("torch", "Size") => a => Get<object?[]>(a, 0),
        ("torch", "device") => a => a.Length > 1 ? $"{Get<string>(a, 0)}:{Get<long>(a, 1)}" : Get<string>(a, 0),
        ("torch", _) when TorchElements.OfStorage(name) is not null => NotCalled,
        ("torch", _) when TorchElements.OfDType(name) is not null => NotCalled,
        ("torch.storage", "UntypedStorage" or "TypedStorage") => NotCalled,
        ("numpy", "dtype") => a => new NumpyScalarType(Get<string>(a, 0)),
        ("numpy.core.multiarray" or "numpy._core.multiarray", "scalar") => a => Get<NumpyScalarType>(a, 0).Value(Get<byte[]>(a, 1)),
        _ => null,
    };

    static object? NotCalled(object?[] _) => throw new PickleArgumentException("is a type, not to be called");

    static OrderedDictionary<object, object?> Dictionary(object?[] a)
    {
        var result = new OrderedDictionary<object, object?>();
        if (a.Length == 0) return result;
        foreach (var item in Get<List<object?>>(a, 0))
        {
            var (key, value) = item switch
            {
                object?[] { Length: 2 } pair => (pair[0], pair[1]),
                List<object?> { Count: 2 } pair => (pair[0], pair[1]),
                _ => throw new PickleArgumentException("is made of what are no pairs"),
            };
            result[key as string ?? throw new PickleArgumentException("has a key that is no text")] = value;
        }
        return result;
    }

    static List<object?> List(object?[] a) => a.Length == 0 ? new List<object?>() : Get<List<object?>>(a, 0);

    // Protocol 2 has no bytes: they are a text of characters 0 to 255.
    static byte[] Encode(object?[] a)
    {
        var text = Get<string>(a, 0);
        if (Get<string>(a, 1) != "latin1" || text.Any(c => c > 255)) throw new PickleArgumentException("is asked for another encoding than latin1");
        return Encoding.Latin1.GetBytes(text);
    }

    // (storage, offset, sizes, strides, requires_grad, hooks[, dtype, metadata])
    static TorchTensor RebuildTensor(object?[] a)
    {
        var storage = Get<TorchStorage>(a, 0);
        var offset = Get<long>(a, 1);
        int[] sizes = [.. Get<object?[]>(a, 2).Select(s => s is long and >= 0 and <= int.MaxValue ? (int)(long)s : throw new PickleArgumentException("has a size that is no whole number from 0 to 2147483647"))];
        long[] strides = [.. Get<object?[]>(a, 3).Select(s => s is long and >= 0 ? (long)s : throw new PickleArgumentException("has a stride that is no whole number of 0 or more"))];
        if (offset < 0) throw new PickleArgumentException("has a negative offset");
        if (sizes.Length != strides.Length || sizes.Length > 64) throw new PickleArgumentException($"has {sizes.Length} sizes and {strides.Length} strides: as many of both are needed, at most 64");
        var element = a.Length > 6 && a[6] is TorchGlobal dtype ? TorchElements.OfDType(dtype.Name) ?? throw new PickleArgumentException("has a dtype that is none") : storage.Element;
        if (element == TorchElement.Untyped) throw new PickleArgumentException("is of an untyped storage and has no dtype");
        var tensor = new TorchTensor(storage, element, offset, sizes, strides);
        return tensor.Fault() is { } fault ? throw new PickleArgumentException($"makes a tensor that {fault}") : tensor;
    }

    static T Get<T>(object?[] arguments, int index) => index < arguments.Length && arguments[index] is T value
        ? value
        : throw new PickleArgumentException($"has argument {index + 1} missing or of another type");
}

/// <summary>argparse.Namespace, which many checkpoints keep their options in: becomes a dictionary.</summary>
sealed class PickleNamespace : PickleObject
{
    internal OrderedDictionary<object, object?> Values { get; private set; } = [];

    internal override void SetState(object? state) => Values = state as OrderedDictionary<object, object?> ?? Values;
}

/// <summary>The dtype of a NumPy scalar, such as an accuracy computed with NumPy.</summary>
sealed class NumpyScalarType(string code) : PickleObject
{
    bool bigEndian;

    internal override void SetState(object? state) => bigEndian = state is object?[] { Length: > 1 } fields && fields[1] is ">";

    internal object Value(byte[] bytes)
    {
        var size = code is ['b' or 'i' or 'u' or 'f', >= '1' and <= '8'] ? code[1] - '0' : 0;
        if (size == 0 || bytes.Length != size) throw new PickleArgumentException($"is of the type '{code}' with {bytes.Length} bytes, which is not read");
        if (bigEndian) bytes = [.. bytes.Reverse()];
        return code switch
        {
            "b1" => bytes[0] != 0,
            "i1" => (long)(sbyte)bytes[0],
            "i2" => (long)BitConverter.ToInt16(bytes),
            "i4" => (long)BitConverter.ToInt32(bytes),
            "i8" => BitConverter.ToInt64(bytes),
            "u1" => (long)bytes[0],
            "u2" => (long)BitConverter.ToUInt16(bytes),
            "u4" => (long)BitConverter.ToUInt32(bytes),
            "f2" => (double)BitConverter.ToHalf(bytes),
            "f4" => (double)BitConverter.ToSingle(bytes),
            "f8" => BitConverter.ToDouble(bytes),
            _ => throw new PickleArgumentException($"is of the type '{code}', which is not read"),
        };
    }
}
