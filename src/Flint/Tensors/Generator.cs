using System.Buffers.Binary;

namespace Flint;

/// <summary>
/// A stream of random numbers (Philox4x32-10). Every draw takes the next part of the stream, and element i of a draw depends
/// only on the seed, the offset at which the draw began, and i: never on threads or vector width. Safe for several threads,
/// though then their order decides who gets which part.
/// </summary>
/// <param name="seed">Any number; equal seeds give equal streams.</param>
public sealed class Generator(long seed)
{
    readonly Lock gate = new();
    GeneratorState state = new((ulong)seed, 0);

    /// <summary>A generator that goes on where <paramref name="state"/> was taken.</summary>
    public Generator(GeneratorState state) : this(0) => this.state = state;

    /// <summary>Seed and place in the stream; set it to repeat what followed. Part of every checkpoint.</summary>
    public GeneratorState State
    {
        get { lock (gate) return state; }
        set { lock (gate) state = value; }
    }

    /// <summary>Groups of 64 random words that <paramref name="count"/> elements take at <paramref name="perGroup"/> a group.</summary>
    internal static long Groups(long count, int perGroup) => (count + perGroup - 1) / perGroup;

    /// <summary>The place where a draw begins; the next one begins behind it.</summary>
    /// <param name="count">Elements of the draw.</param>
    /// <param name="words">32-bit words an element takes: 1, or 2 for Float64 and integers.</param>
    internal GeneratorState Take(long count, int words = 1)
    {
        lock (gate)
        {
            var start = state;
            state = start with { Offset = start.Offset + (ulong)Groups(count, Kernels.Philox.GroupWords / words) };
            return start;
        }
    }
}

/// <summary>The whole state of a <see cref="Generator"/>.</summary>
/// <param name="Seed">The key of the stream.</param>
/// <param name="Offset">The place in the stream, in groups of 64 32-bit words (16 Philox blocks).</param>
public readonly record struct GeneratorState(ulong Seed, ulong Offset)
{
    /// <summary>Length of <see cref="ToBytes"/>.</summary>
    public const int ByteCount = 16;

    /// <summary>Seed, then offset, both little-endian.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[ByteCount];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Seed);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Offset);
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="ArgumentException">There are not exactly 16 bytes.</exception>
    public static GeneratorState FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == ByteCount
        ? new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]))
        : throw new ArgumentException($"A generator's state has {ByteCount} bytes, but {bytes.Length} were given.", nameof(bytes));
}
