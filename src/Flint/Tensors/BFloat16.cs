using System.Globalization;

namespace Flint;

/// <summary>
/// A 16-bit floating-point number with the sign, the 8 bits of exponent and the first 7 bits of fraction of a <see cref="float"/>: the same range,
/// two to three decimal digits. Conversions and operators as <see cref="Half"/> has them: computed in float, rounded to nearest, halves to even.
/// </summary>
public readonly struct BFloat16 : IComparable<BFloat16>, IComparable, IEquatable<BFloat16>, IFormattable
{
    readonly ushort bits;

    BFloat16(ushort bits) => this.bits = bits;

    /// <summary>The number with these bits.</summary>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>Sign, exponent, fraction.</summary>
    public ushort ToBits() => bits;

    /// <summary>The smallest number above 0: 2⁻¹³³, about 9.2e-41.</summary>
    public static BFloat16 Epsilon => new(0x0001);

    /// <summary>The largest finite number, about 3.39e38.</summary>
    public static BFloat16 MaxValue => new(0x7f7f);

    /// <summary>The negative of <see cref="MaxValue"/>.</summary>
    public static BFloat16 MinValue => new(0xff7f);

    /// <summary>+∞.</summary>
    public static BFloat16 PositiveInfinity => new(0x7f80);

    /// <summary>-∞.</summary>
    public static BFloat16 NegativeInfinity => new(0xff80);

    /// <summary>Not a number.</summary>
    public static BFloat16 NaN => new(0xffc0);

    /// <summary>Whether this is NaN.</summary>
    public static bool IsNaN(BFloat16 value) => float.IsNaN((float)value);

    /// <summary>Neither infinite nor NaN.</summary>
    public static bool IsFinite(BFloat16 value) => float.IsFinite((float)value);

    /// <summary>The largest number below; NaN and -∞ stay.</summary>
    public static BFloat16 BitDecrement(BFloat16 x) => IsNaN(x) || x == NegativeInfinity ? x
        : (float)x == 0 ? -Epsilon
        : new((ushort)((float)x > 0 ? x.bits - 1 : x.bits + 1));

    /// <summary>Exact.</summary>
    public static explicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.bits << 16);

    /// <summary>Exact.</summary>
    public static explicit operator double(BFloat16 value) => (float)value;

    /// <summary>Rounded to nearest, halves to even; infinite where too large.</summary>
    public static explicit operator BFloat16(float value)
    {
        var x = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? new((ushort)(x >> 16 | 0x40)) : new((ushort)(x + 0x7fff + (x >> 16 & 1) >> 16));
    }

    /// <summary>Rounded by way of float.</summary>
    public static explicit operator BFloat16(double value) => (BFloat16)(float)value;

    /// <summary>Exact.</summary>
    public static implicit operator BFloat16(byte value) => (BFloat16)(float)value;

    /// <summary>Exact.</summary>
    public static implicit operator BFloat16(sbyte value) => (BFloat16)(float)value;

    /// <summary>The sum.</summary>
    public static BFloat16 operator +(BFloat16 a, BFloat16 b) => (BFloat16)((float)a + (float)b);

    /// <summary>The difference.</summary>
    public static BFloat16 operator -(BFloat16 a, BFloat16 b) => (BFloat16)((float)a - (float)b);

    /// <summary>The product.</summary>
    public static BFloat16 operator *(BFloat16 a, BFloat16 b) => (BFloat16)((float)a * (float)b);

    /// <summary>The quotient.</summary>
    public static BFloat16 operator /(BFloat16 a, BFloat16 b) => (BFloat16)((float)a / (float)b);

    /// <summary>The opposite sign.</summary>
    public static BFloat16 operator -(BFloat16 x) => new((ushort)(x.bits ^ 0x8000));

    /// <summary>Equal numbers; NaN equals nothing, 0 equals -0.</summary>
    public static bool operator ==(BFloat16 a, BFloat16 b) => (float)a == (float)b;

    /// <summary>The opposite of ==.</summary>
    public static bool operator !=(BFloat16 a, BFloat16 b) => (float)a != (float)b;

    /// <summary>Less; false for NaN.</summary>
    public static bool operator <(BFloat16 a, BFloat16 b) => (float)a < (float)b;

    /// <summary>Greater; false for NaN.</summary>
    public static bool operator >(BFloat16 a, BFloat16 b) => (float)a > (float)b;

    /// <summary>Less or equal; false for NaN.</summary>
    public static bool operator <=(BFloat16 a, BFloat16 b) => (float)a <= (float)b;

    /// <summary>Greater or equal; false for NaN.</summary>
    public static bool operator >=(BFloat16 a, BFloat16 b) => (float)a >= (float)b;

    /// <inheritdoc/>
    public int CompareTo(BFloat16 other) => ((float)this).CompareTo((float)other);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        BFloat16 other => CompareTo(other),
        _ => throw new ArgumentException($"A BFloat16 cannot be compared to {obj.GetType()}.", nameof(obj)),
    };

    /// <summary>Equal numbers, or both NaN.</summary>
    public bool Equals(BFloat16 other) => ((float)this).Equals((float)other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <summary>The shortest digits that tell this number from the others: <c>0.1</c>.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>As of a float; without a format (or with G or R), the shortest digits that tell this number from the others.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider = null)
    {
        var value = (float)this;
        if (format is not (null or "" or "G" or "g" or "R" or "r") || !float.IsFinite(value)) return value.ToString(format, formatProvider);
        for (var digits = 1; digits < 5; digits++)
        {
            var rounded = float.Parse(value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (((BFloat16)rounded).bits == bits) return rounded.ToString(formatProvider);
        }
        return value.ToString(formatProvider);
    }
}
