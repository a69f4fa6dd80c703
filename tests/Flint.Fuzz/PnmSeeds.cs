using System.Text;

namespace Flint.Fuzz;

/// <summary>Good files of P1 to P6, with comments, small and 16-bit samples.</summary>
static class PnmSeeds
{
    internal static IReadOnlyList<byte[]> Make() =>
    [
        .. new[]
        {
            "P1\n# bits\n3 2\n101 0 1 0\n", "P2 3 2\n100\n0 50\n100 1 99 2\n", "P3\r\n2 1 65535 1 2 3 40000 5 65535", "P4 9 2\n\x80\x80\x01\x00",
            "P5\n#x\n2 3 255\n\x01\x02\x03\x04\x05\x06", "P5 2 2 1000\n\x01\x02\x03\x00\x01\x02\x03\x00", "P6 2 1 255\n\x01\x02\x03\x04\x05\x06", "P6 1 1 7 \x01\x02\x03",
        }.Select(Encoding.Latin1.GetBytes),
    ];
}
