namespace Flint.IO;

/// <summary>One array in NumPy's format: header, then the elements.</summary>
static unsafe class NumpyArray
{
    const int Chunk = 1 << 20;

    /// <summary>Reads an array that takes exactly <paramref name="length"/> bytes of the stream.</summary>
    internal static Tensor Read(Stream stream, long length, string where)
    {
        var (header, start) = NpyHeader.Read(stream, length, where);
        var element = header.Element;
        // Also what bounds the memory: nothing is allocated before the elements are known to be there.
        if ((Int128)header.Count * element.Size != length - start)
            throw NpyHeader.Error(where, start, $"the shape ({string.Join(", ", header.Shape)}) of {element.Code} takes {(Int128)header.Count * element.Size} bytes, but {length - start} are there");
        if (header.Count > Storage.MostBytes / element.DType.Size)
            throw new ShapeException($"'{where}' has {header.Count} elements, more than the {Storage.MostBytes} bytes that a tensor can hold.");
        var raw = Storage.Allocate(header.Count * element.Size);
        var result = element.Size == element.DType.Size ? raw : Storage.Allocate(header.Count * element.DType.Size);
        fixed (byte* source = raw, target = result)
        {
            for (long done = 0; done < raw.Bytes; done += Chunk)
                Fill(stream, new(source + done, (int)Math.Min(Chunk, raw.Bytes - done)), where, start + done);
            if (element.IsBigEndian) Elements.Swap(source, header.Count, element.Size);
            Widen(element.Code, source, target, header.Count);
            if (element.DType == DType.Bool && Elements.FirstBadBool(target, header.Count) is >= 0 and var bad)
                throw NpyHeader.Error(where, start + bad, $"an element of bool has the value {target[bad]}");
        }
        GC.KeepAlive(raw);
        GC.KeepAlive(result);
        return new(result, header.IsFortran ? Fortran(header.Shape) : Layout.Contiguous(header.Shape), 0, element.DType, Device.Cpu);
    }

    internal static byte[] Header(Tensor tensor) => NpyHeader.Write(NpyElement.Of(tensor.DType), tensor.Shape);

    /// <summary>Gives the elements of a contiguous tensor in pieces.</summary>
    internal static void Pieces(Tensor tensor, ReadOnlySpanAction write)
    {
        var bytes = tensor.Count * tensor.DType.Size;
        fixed (byte* p = tensor.Storage)
        {
            var start = p + tensor.Offset * tensor.DType.Size;
            for (long done = 0; done < bytes; done += Chunk) write(new(start + done, (int)Math.Min(Chunk, bytes - done)));
        }
        GC.KeepAlive(tensor);
    }

    internal delegate void ReadOnlySpanAction(ReadOnlySpan<byte> bytes);

    static void Fill(Stream stream, Span<byte> target, string where, long at)
    {
        if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length) throw NpyHeader.Error(where, at, "the file ends before its last element");
    }

    static void Widen(string code, byte* source, byte* target, long count)
    {
        switch (code)
        {
            case "i2": Elements.FromInt16(source, (int*)target, count); break;
            case "u2":
                for (long i = 0; i < count; i++) ((int*)target)[i] = ((ushort*)source)[i];
                break;
            case "u4":
                for (long i = 0; i < count; i++) ((long*)target)[i] = ((uint*)source)[i];
                break;
        }
    }

    static Layout Fortran(int[] shape)
    {
        var strides = new long[shape.Length];
        long step = 1;
        for (var d = 0; d < shape.Length; d++)
        {
            strides[d] = step;
            step *= Math.Max(shape[d], 1);
        }
        return new(shape, strides);
    }
}
