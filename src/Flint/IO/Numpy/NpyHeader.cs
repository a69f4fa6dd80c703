using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Flint.IO;

/// <summary>
/// The header of a .npy file, versions 1 to 3: <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>. It is read by a parser of
/// exactly this; other Python is refused. <see href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html"/>
/// </summary>
sealed record NpyHeader(NpyElement Element, bool IsFortran, int[] Shape, long Count)
{
    const int MostBytes = 1 << 16, MostRank = 64;

    /// <summary>Reads a header from a stream of <paramref name="length"/> bytes; gives also its own length.</summary>
    internal static (NpyHeader Header, long Bytes) Read(Stream stream, long length, string where)
    {
        Span<byte> start = stackalloc byte[12];
        if (stream.ReadAtLeast(start[..8], 8, throwOnEndOfStream: false) < 8 || start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8))
            throw Error(where, 0, "the file does not begin with \\x93NUMPY");
        var (major, minor) = (start[6], start[7]);
        if (major is < 1 or > 3 || minor != 0) throw Error(where, 6, $"the format version is {major}.{minor}: 1.0, 2.0 and 3.0 are known");
        var field = major == 1 ? 2 : 4;
        if (stream.ReadAtLeast(start.Slice(8, field), field, throwOnEndOfStream: false) < field) throw Error(where, 8, "the file ends in its header");
        long size = field == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (size > MostBytes || size > length - 8 - field) throw Error(where, 8, $"a header of {size} bytes does not fit: the file has {length} bytes, and {MostBytes} are the most that is read");
        var bytes = new byte[size];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw Error(where, 8 + field, "the file ends in its header");
        var text = major == 3 ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
        return (new Parser(text, where, 8 + field).Parse(), 8 + field + size);
    }

    /// <summary>The bytes of a version 1.0 header, padded so that the data begin at a multiple of 64.</summary>
    internal static byte[] Write(string descr, Shape shape)
    {
        var sizes = string.Join(", ", shape.ToArray().Select(s => s.ToString(CultureInfo.InvariantCulture)));
        var text = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({sizes}{(shape.Rank == 1 ? "," : "")}), }}";
        var padding = -(10 + text.Length + 1) & 63;
        text += new string(' ', padding) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. Encoding.ASCII.GetBytes(text)];
    }

    internal static FileFormatException Error(string where, long at, string what) => new($"'{where}' is not a good NumPy file: at byte {at}, {what}.");

    /// <summary>The little of Python's literals that a header is made of.</summary>
    sealed class Parser(string text, string where, int offset)
    {
        int at;

        internal NpyHeader Parse()
        {
            string? descr = null;
            bool? isFortran = null;
            int[]? shape = null;
            Take('{');
            while (!Next('}'))
            {
                var keyAt = at;
                var key = String();
                Take(':');
                switch (key)
                {
                    case "descr" when descr is null: descr = Descr(); break;
                    case "fortran_order" when isFortran is null: isFortran = Bool(); break;
                    case "shape" when shape is null: shape = Shape(); break;
                    default: throw Fail(keyAt, $"the header has the key '{key}' twice or needs no such key");
                }
                if (!Next(',') && !Peek('}')) throw Fail(at, "',' or '}' was expected");
            }
            Space();
            if (at < text.Length) throw Fail(at, "something follows the header's dictionary");
            if (descr is null || isFortran is null || shape is null) throw Fail(0, "the header needs descr, fortran_order and shape");
            Int128 count = 1, extent = 1;
            foreach (var size in shape)
            {
                count *= size;
                extent *= Math.Max(size, 1);
                if (extent > long.MaxValue / 16) throw Fail(0, $"the shape ({string.Join(", ", shape)}) is one that no memory can hold");
            }
            return new(NpyElement.Parse(descr, where), isFortran.Value, shape, (long)count);
        }

        string Descr() => Peek('[') ? throw new DTypeException($"'{where}' is an array of records, which Flint cannot hold: save its fields one by one.") : String();

        int[] Shape()
        {
            var sizes = new List<int>();
            Take('(');
            while (!Next(')'))
            {
                if (sizes.Count == MostRank) throw Fail(at, $"the shape has more than {MostRank} sizes");
                sizes.Add(Number());
                if (!Next(',') && !Peek(')')) throw Fail(at, "',' or ')' was expected");
            }
            return [.. sizes];
        }

        int Number()
        {
            Space();
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            if (!int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw Fail(start, "a size must be a whole number from 0 to 2147483647");
            if (at < text.Length && text[at] == 'L') at++; // Python 2's long
            return number;
        }

        bool Bool()
        {
            Space();
            foreach (var (word, value) in new[] { ("True", true), ("False", false) })
            {
                if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0) continue;
                at += word.Length;
                return value;
            }
            throw Fail(at, "True or False was expected");
        }

        string String()
        {
            Space();
            var quote = at < text.Length ? text[at] : '\0';
            if (quote is not ('\'' or '"')) throw Fail(at, "a text in quotes was expected");
            var end = text.IndexOf(quote, at + 1);
            if (end < 0 || end - at > 64 || text.AsSpan(at, end - at).Contains('\\')) throw Fail(at, "a text does not end, is too long or has a backslash");
            var result = text[(at + 1)..end];
            at = end + 1;
            return result;
        }

        void Space()
        {
            while (at < text.Length && text[at] is (' ' or '\n' or '\t' or '\r')) at++;
        }

        bool Peek(char c)
        {
            Space();
            return at < text.Length && text[at] == c;
        }

        bool Next(char c)
        {
            if (!Peek(c)) return false;
            at++;
            return true;
        }

        void Take(char c)
        {
            if (!Next(c)) throw Fail(at, $"'{c}' was expected");
        }

        FileFormatException Fail(int position, string what) => Error(where, offset + position, what);
    }
}
