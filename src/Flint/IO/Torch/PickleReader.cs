namespace Flint.IO;

/// <summary>
/// The stack machine of Python's pickle protocols 0 to 5 (pickletools.py), as far as PyTorch writes it. It builds plain values and
/// runs nothing: what a pickle may call is the closed list of <see cref="TorchGlobals"/>.
/// </summary>
sealed class PickleReader
{
    // Far more than any checkpoint has, and a bound for what a small hostile file can make us allocate.
    const int MostValues = 1 << 22;

    readonly PickleSource source;
    readonly Func<object?[], long, object?> persistent;
    readonly List<object?> stack = [];
    readonly Stack<int> marks = [];
    readonly Dictionary<uint, object?> memo = [];
    long at, values;

    /// <param name="source">The bytes, at the start of a pickle.</param>
    /// <param name="persistent">Turns a persistent id (a tuple) and its place into a value.</param>
    internal PickleReader(PickleSource source, Func<object?[], long, object?> persistent) => (this.source, this.persistent) = (source, persistent);

    FileFormatException Error(string what) => source.Error(at, what);

    /// <summary>Reads one pickle, up to and including its STOP.</summary>
    internal object? Read()
    {
        while (true)
        {
            at = source.Position;
            var code = source.U8();
            if (code == '.') return stack.Count == 1 && marks.Count == 0 ? stack[0] : throw Error($"the pickle stops with {stack.Count} values on its stack instead of one");
            Execute(code);
        }
    }

    void Execute(byte code)
    {
        switch (code)
        {
            case 0x80: Protocol(source.U8()); break;
            case 0x95: Frame(source.U64()); break;
            case (byte)'(': marks.Push(stack.Count); Count(); break;
            case (byte)'0': Pop(); break;
            case (byte)'1': PopMark(); break;
            case (byte)'2': Push(Top()); break;
            case (byte)'N': Push(null); break;
            case 0x88: Push(true); break;
            case 0x89: Push(false); break;
            case (byte)'J': Push((long)source.I32()); break;
            case (byte)'K': Push((long)source.U8()); break;
            case (byte)'M': Push((long)source.U16()); break;
            case 0x8A: Push(source.Integer(source.U8())); break;
            case 0x8B: Push(source.Integer(source.U32())); break;
            case (byte)'G': Push(source.Float()); break;
            case (byte)'X': Push(source.Utf8(source.U32())); break;
            case 0x8C: Push(source.Utf8(source.U8())); break;
            case 0x8D: Push(source.Utf8(source.U64())); break;
            case (byte)'U': Push(source.Latin1(source.U8())); break;
            case (byte)'T': Push(source.Latin1(source.U32())); break;
            case (byte)'C': Push(source.Bytes(source.U8()).ToArray()); break;
            case (byte)'B': Push(source.Bytes(source.U32()).ToArray()); break;
            case 0x8E or 0x96: Push(source.Bytes(source.U64()).ToArray()); break;
            case (byte)']' or 0x8F: Push(new List<object?>()); break;
            case (byte)'l': Push(new List<object?>(PopMark())); break;
            case (byte)'a': Append([Pop()]); break;
            case (byte)'e' or 0x90: Append(PopMark()); break;
            case 0x91: Push(new List<object?>(PopMark())); break;
            case (byte)')': Push(System.Array.Empty<object?>()); break;
            case (byte)'t': Push(PopMark()); break;
            case 0x85 or 0x86 or 0x87: Push(PopMany(code - 0x84)); break;
            case (byte)'}': Push(new OrderedDictionary<object, object?>()); break;
            case (byte)'d': var pairs = PopMark(); Push(new OrderedDictionary<object, object?>()); SetItems(pairs); break;
            case (byte)'s': SetItems(PopMany(2)); break;
            case (byte)'u': SetItems(PopMark()); break;
            case (byte)'q': memo[source.U8()] = Top(); break;
            case (byte)'r': memo[source.U32()] = Top(); break;
            case 0x94: memo[(uint)memo.Count] = Top(); break;
            case (byte)'h': Push(Remembered(source.U8())); break;
            case (byte)'j': Push(Remembered(source.U32())); break;
            case (byte)'c': Push(Global(source.Line(), source.Line())); break;
            case 0x93: Push(Global(PopMany(2))); break;
            case (byte)'R' or 0x81: Call(PopMany(2)); break;
            case (byte)'b': Build(Pop()); break;
            case (byte)'Q': Push(persistent(Pop() as object?[] ?? throw Error("a persistent id is no tuple"), at)); break;
            default: throw Error($"the pickle has the opcode 0x{code:x2}, which PyTorch's files do not use");
        }
    }

    void Protocol(byte version)
    {
        if (version > 5) throw Error($"the pickle is of protocol {version}: 0 to 5 are known");
    }

    void Frame(ulong length)
    {
        if (length > (ulong)source.Left) throw Error($"a frame of {length} bytes goes past the end of the pickle");
    }

    void Push(object? value)
    {
        Count();
        stack.Add(value);
    }

    void Count(int count = 1)
    {
        if ((values += count) > MostValues) throw Error($"the pickle makes more than {MostValues} values");
    }

    int Floor => marks.TryPeek(out var mark) ? mark : 0;

    object? Top() => stack.Count > Floor ? stack[^1] : throw Error("the pickle takes a value that is not there");

    object? Pop()
    {
        var top = Top();
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    object?[] PopMany(int count)
    {
        if (stack.Count - count < Floor) throw Error("the pickle takes values that are not there");
        return PopFrom(stack.Count - count);
    }

    object?[] PopMark() => marks.TryPop(out var mark) ? PopFrom(mark) : throw Error("the pickle takes a mark that is not there");

    object?[] PopFrom(int index)
    {
        object?[] result = [.. System.Runtime.InteropServices.CollectionsMarshal.AsSpan(stack)[index..]];
        stack.RemoveRange(index, stack.Count - index);
        return result;
    }

    void Append(object?[] items)
    {
        if (Top() is not List<object?> list) throw Error("the pickle adds items to what is no list");
        list.AddRange(items);
    }

    void SetItems(object?[] pairs)
    {
        if (Top() is not OrderedDictionary<object, object?> dictionary) throw Error("the pickle sets items of what is no dictionary");
        if (pairs.Length % 2 != 0) throw Error("the pickle sets a key without a value");
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (pairs[i] is not (string or long or bool or double)) throw Error("the pickle has a dictionary whose key is neither a text nor a number");
            dictionary[pairs[i]!] = pairs[i + 1];
        }
    }

    object? Remembered(uint index) => memo.TryGetValue(index, out var value) ? value : throw Error($"the pickle recalls value {index}, which it did not store");

    TorchGlobal Global(object?[] names) => names is [string module, string name] ? Global(module, name) : throw Error("the pickle names a class by what is no text");

    TorchGlobal Global(string module, string name) => TorchGlobals.Find(module, name) ?? throw Error(
        $"the pickle asks for '{module}.{name}', which is not on the closed list of what a state dict needs. Nothing of it is run; save the state dict alone, torch.save(model.state_dict(), ...), with a PyTorch you trust the file with");

    void Call(object?[] call)
    {
        if (call is not [TorchGlobal global, object?[] arguments]) throw Error("the pickle calls what is no class or function");
        // What a call may copy counts too: a value that was stored once can be given to many calls.
        foreach (var argument in arguments)
            Count(argument switch { List<object?> list => list.Count, object?[] tuple => tuple.Length, string text => text.Length / 16, _ => 0 });
        try
        {
            Push(global.Call(arguments));
        }
        catch (PickleArgumentException e)
        {
            throw Error($"{global.Module}.{global.Name} {e.Message}");
        }
    }

    void Build(object? state)
    {
        // An OrderedDict's state is the _metadata of a state dict; a Parameter's, attributes that users hung on it.
        if (Top() is PickleObject target) target.SetState(state);
        else if (Top() is not (OrderedDictionary<object, object?> or TorchTensor)) throw Error("the pickle gives a state to what has none");
    }
}
