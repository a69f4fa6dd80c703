namespace Flint;

/// <summary>Where a tensor's memory lives and its operations run.</summary>
public abstract partial class Device
{
    private protected Device(string name) => Name = name;

    /// <summary>The processor: the device of every tensor unless said otherwise.</summary>
    public static Device Cpu { get; } = new WideningDevice(new CpuDevice());

    /// <summary>As shown in messages: <c>cpu</c>.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
