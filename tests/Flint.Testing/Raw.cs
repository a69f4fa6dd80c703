namespace Flint.Testing;

/// <summary>Reads and writes tensors' memory directly, so that no operation under test is needed to test one.</summary>
public static unsafe class Raw
{
    /// <summary>A tensor with these values, rounded to <paramref name="dtype"/>, in this place.</summary>
    public static Tensor Tensor(NDArray values, DType dtype, Placement placement = Placement.Contiguous)
    {
        var shape = values.Shape;
        var strides = new long[shape.Length];
        long step = placement == Placement.Strided ? 2 : 1, offset = placement == Placement.Strided ? 3 : 0;
        for (var k = 0; k < shape.Length; k++)
        {
            var d = placement == Placement.Transposed ? k : shape.Length - 1 - k;
            var repeated = placement == Placement.Expanded && d == 0;
            strides[d] = repeated ? 0 : step;
            if (!repeated) step *= Math.Max(shape[d], 1) + (placement == Placement.Strided ? 1 : 0);
        }
        var storage = Storage.Allocate(Math.Max(step + offset, 1) * dtype.Size);
        var tensor = new Tensor(storage, new Layout(shape, strides), offset, dtype, Device.Cpu);
        fixed (byte* p = storage)
        {
            for (long i = 0; i < step + offset; i++) Write(p, dtype, i, double.NaN);
            foreach (var (index, value) in Positions(tensor).Zip(values.Data)) Write(p, dtype, index, value);
        }
        GC.KeepAlive(tensor);
        return tensor;
    }

    /// <summary>The tensor's values as doubles, whatever its strides.</summary>
    public static NDArray Values(Tensor tensor)
    {
        var values = new double[tensor.Count];
        var k = 0;
        fixed (byte* p = tensor.Storage)
            foreach (var index in Positions(tensor)) values[k++] = Read(p, tensor.DType, index);
        GC.KeepAlive(tensor);
        return new(tensor.Shape.ToArray(), values);
    }

    /// <summary>The value nearest to <paramref name="x"/> that <paramref name="dtype"/> holds; integers wrap as C# casts do.</summary>
    public static double Round(double x, DType dtype) => dtype switch
    {
        DType.Float64 => x,
        DType.Float32 => (float)x,
        DType.Int64 => (long)x,
        DType.Int32 => (int)(long)x,
        DType.UInt8 => (byte)(long)x,
        DType.Int8 => (sbyte)(long)x,
        DType.Float16 => (double)(Half)(float)x,
        DType.BFloat16 => Significant(x, 8),
        _ => x != 0 ? 1 : 0,
    };

    /// <summary>To nearest with this many binary digits, halves to even: of normal numbers what a narrow format holds, without its code.</summary>
    static double Significant(double x, int digits)
    {
        if (x == 0 || !double.IsFinite(x)) return x;
        var unit = Math.ScaleB(1, Math.ILogB(x) + 1 - digits);
        var rounded = Math.Round((float)x / unit, MidpointRounding.ToEven) * unit;
        return Math.Abs(rounded) > float.MaxValue ? Math.CopySign(double.PositiveInfinity, x) : rounded;
    }

    static List<long> Positions(Tensor tensor)
    {
        List<long> positions = [tensor.Offset];
        for (var d = 0; d < tensor.Rank; d++)
        {
            var (size, stride) = (tensor.Layout.Sizes[d], tensor.Layout.Strides[d]);
            positions = [.. positions.SelectMany(start => Enumerable.Range(0, size).Select(i => start + i * stride))];
        }
        return positions;
    }

    static double Read(byte* p, DType dtype, long i) => dtype switch
    {
        DType.Float64 => ((double*)p)[i],
        DType.Float32 => ((float*)p)[i],
        DType.Int64 => ((long*)p)[i],
        DType.Int32 => ((int*)p)[i],
        DType.Int8 => ((sbyte*)p)[i],
        DType.Float16 => (double)((Half*)p)[i],
        DType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)((ushort*)p)[i] << 16),
        _ => p[i],
    };

    static void Write(byte* p, DType dtype, long i, double value)
    {
        switch (dtype)
        {
            case DType.Float64: ((double*)p)[i] = value; break;
            case DType.Float32: ((float*)p)[i] = (float)value; break;
            case DType.Int64: ((long*)p)[i] = double.IsNaN(value) ? 77 : (long)value; break;
            case DType.Int32: ((int*)p)[i] = double.IsNaN(value) ? 77 : (int)(long)value; break;
            case DType.Int8: ((sbyte*)p)[i] = double.IsNaN(value) ? (sbyte)77 : (sbyte)(long)value; break;
            case DType.Float16: ((Half*)p)[i] = (Half)(float)value; break;
            case DType.BFloat16: ((ushort*)p)[i] = (ushort)(BitConverter.SingleToUInt32Bits((float)Significant(value, 8)) >> 16); break;
            case DType.UInt8: p[i] = double.IsNaN(value) ? (byte)77 : (byte)(long)value; break;
            default: p[i] = value != 0 ? (byte)1 : (byte)0; break;
        }
    }
}
