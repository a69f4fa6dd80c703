using System.Collections;
using System.Globalization;
using System.Numerics;

namespace Flint.IO;

/// <summary>Writes PyTorch's zip form: the pickle and the storages it names.</summary>
static unsafe class TorchWriter
{
    internal static void Write(string path, object? value, long wideFrom = uint.MaxValue)
    {
        var plan = new StoragePlan();
        plan.Collect(value, 0);
        var pickle = new PickleWriter();
        pickle.Start();
        Add(pickle, value, plan);
        pickle.Stop();
        AtomicFile.Write(path, stream =>
        {
            // The name in front of all entries is the file's, as torch.save has it.
            var zip = new ZipWriter(stream, wideFrom);
            var folder = Path.GetFileNameWithoutExtension(path);
            zip.Add($"{folder}/data.pkl", pickle.Bytes);
            zip.Add($"{folder}/byteorder", "little"u8);
            foreach (var piece in plan.Pieces) WriteData(zip, $"{folder}/data/{piece.Key}", piece);
            zip.Add($"{folder}/version", "3\n"u8);
            zip.End();
        });
    }

    static void Add(PickleWriter pickle, object? value, StoragePlan plan)
    {
        switch (value)
        {
            case Tensor tensor: AddTensor(pickle, tensor, plan.PieceOf(tensor)); break;
            case null: pickle.None(); break;
            case bool b: pickle.Bool(b); break;
            case string s: pickle.Text(s); break;
            case double or float: pickle.Float(Convert.ToDouble(value, CultureInfo.InvariantCulture)); break;
            case BigInteger i: pickle.Integer(i); break;
            case byte or sbyte or short or ushort or int or uint or long: pickle.Integer(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case byte[] bytes: pickle.Binary(bytes); break;
            case Shape shape: pickle.Global("torch", "Size"); pickle.Tuple(shape.Span); pickle.Tuple1(); pickle.Reduce(); break;
            case object?[] tuple:
                pickle.Mark();
                foreach (var item in tuple) Add(pickle, item, plan);
                pickle.Tuple();
                break;
            default: AddMany(pickle, value, plan); break;
        }
    }

    static void AddMany(PickleWriter pickle, object value, StoragePlan plan)
    {
        if (StoragePlan.Pairs(value) is { } pairs)
        {
            pickle.OrderedDict();
            pickle.Mark();
            foreach (var (key, item) in pairs)
            {
                Add(pickle, key, plan);
                Add(pickle, item, plan);
            }
            pickle.SetItems();
            return;
        }
        pickle.List();
        pickle.Mark();
        foreach (var item in (IEnumerable)value) Add(pickle, item, plan);
        pickle.Appends();
    }

    // torch._utils._rebuild_tensor_v2(storage, offset, sizes, strides, requires_grad=False, backward_hooks=OrderedDict())
    static void AddTensor(PickleWriter pickle, Tensor tensor, StoragePiece piece)
    {
        pickle.Global("torch._utils", "_rebuild_tensor_v2");
        pickle.Mark();
        pickle.Mark();
        pickle.Text("storage");
        pickle.Global("torch", TorchElements.StorageOf(tensor.DType));
        pickle.Text(piece.Key);
        pickle.Text("cpu");
        pickle.Integer(piece.Count);
        pickle.Tuple();
        pickle.Persistent();
        pickle.Integer(piece.IsWhole || tensor.Count == 0 ? 0 : tensor.Offset - piece.First);
        pickle.Tuple(tensor.Shape.Span);
        pickle.Tuple(piece.IsWhole ? Layout.Contiguous(tensor.Shape.Array).Strides : tensor.Strides);
        pickle.Bool(false);
        pickle.OrderedDict();
        pickle.Tuple();
        pickle.Reduce();
    }

    static void WriteData(ZipWriter zip, string name, StoragePiece piece)
    {
        const int Chunk = 1 << 20;
        var source = piece.IsWhole ? piece.Tensor.Contiguous() : piece.Tensor;
        var (first, size) = (piece.IsWhole ? source.Offset : piece.First, source.DType.Size);
        var bytes = piece.Count * size;
        fixed (byte* p = source.Storage)
        {
            var start = p + first * size;
            uint crc = 0;
            for (long done = 0; done < bytes; done += Chunk) crc = Crc32.Compute(new(start + done, (int)Math.Min(Chunk, bytes - done)), crc);
            zip.Begin(name, bytes, crc);
            for (long done = 0; done < bytes; done += Chunk) zip.Write(new(start + done, (int)Math.Min(Chunk, bytes - done)));
        }
        GC.KeepAlive(source);
    }
}
