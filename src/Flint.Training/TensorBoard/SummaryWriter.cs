using System.Buffers.Binary;
using System.Globalization;
using Flint.IO;

namespace Flint.Training;

/// <summary>
/// Writes curves and pictures for TensorBoard: an event file in the given folder, to be seen with <c>tensorboard --logdir FOLDER</c>.
/// Each event is on the disk's way as soon as it is added, so a running training can be watched.
/// </summary>
/// <remarks>
/// A file is a sequence of TFRecords: length (8 bytes), masked CRC-32C of the length, data, masked CRC-32C of the data, all
/// little-endian. The data is TensorFlow's Event message.
/// </remarks>
public sealed class SummaryWriter : IDisposable
{
    readonly FileStream stream;
    readonly TimeProvider clock;

    /// <summary>Begins a new event file; earlier ones of the folder stay, and TensorBoard shows them together.</summary>
    /// <param name="folder">Made if missing.</param>
    /// <param name="clock">The time that events carry; null is the system's.</param>
    /// <exception cref="FileWriteException">The folder or file cannot be made.</exception>
    public SummaryWriter(string folder, TimeProvider? clock = null)
    {
        this.clock = clock ?? TimeProvider.System;
        stream = Create(folder, this.clock.GetUtcNow().ToUnixTimeSeconds());
        Append(Event().Text(3, "brain.Event:2"));
    }

    /// <summary>The event file.</summary>
    public string Path => stream.Name;

    /// <summary>Adds a point to the curve <paramref name="tag"/>: <c>AddScalar("loss/train", loss, step)</c>.</summary>
    /// <exception cref="FileWriteException">The disk is full.</exception>
    public void AddScalar(string tag, double value, long step) =>
        AppendSummary(step, new ProtoWriter().Text(1, tag).Float(2, (float)value));

    /// <summary>Adds a picture.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="png">A whole PNG file.</param>
    /// <param name="step">The step it belongs to.</param>
    /// <exception cref="FileFormatException">The bytes are no PNG file.</exception>
    /// <exception cref="FileWriteException">The disk is full.</exception>
    public void AddImage(string tag, ReadOnlySpan<byte> png, long step)
    {
        var (width, height, channels) = PngHeader(png);
        var image = new ProtoWriter().Varint(1, height).Varint(2, width).Varint(3, channels).Delimited(4, png);
        AppendSummary(step, new ProtoWriter().Text(1, tag).Message(4, image));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();

    static FileStream Create(string folder, long seconds)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{seconds}.{Environment.MachineName}");
            for (var i = 0; ; i++)
            {
                var path = System.IO.Path.Combine(folder, i == 0 ? name : $"{name}.{i}");
                if (!File.Exists(path)) return new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException($"An event file cannot be made in '{folder}': {e.Message}", e);
        }
    }

    ProtoWriter Event() => new ProtoWriter().Double(1, clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);

    void AppendSummary(long step, ProtoWriter value) => Append(Event().Varint(2, step).Message(5, new ProtoWriter().Message(1, value)));

    // One write per record: a killed process leaves whole records, and a reader never sees half of one for long.
    void Append(ProtoWriter message)
    {
        var data = message.Bytes;
        var record = new byte[data.Length + 16];
        BinaryPrimitives.WriteInt64LittleEndian(record, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Crc32C.Masked(record.AsSpan(0, 8)));
        data.CopyTo(record.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + data.Length), Crc32C.Masked(data));
        try
        {
            stream.Write(record);
        }
        catch (IOException e)
        {
            throw new FileWriteException($"'{Path}' cannot be written: {e.Message}", e);
        }
    }

    static (int Width, int Height, int Channels) PngHeader(ReadOnlySpan<byte> png)
    {
        if (png.Length < 33 || !png.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]) || !png[12..16].SequenceEqual("IHDR"u8))
            throw new FileFormatException($"The picture of {png.Length} bytes is no PNG file: give the bytes of a whole one.");
        var channels = png[25] switch { 0 => 1, 4 => 2, 6 => 4, _ => 3 };
        return (BinaryPrimitives.ReadInt32BigEndian(png[16..]), BinaryPrimitives.ReadInt32BigEndian(png[20..]), channels);
    }
}
