using Flint.IO;
using Flint.Testing;

namespace Flint.Tests.IO;

public class AtomicFileTests
{
    [Fact]
    public void Writes_a_new_file_and_replaces_an_old_one()
    {
        using var folder = new TempFolder();
        AtomicFile.Write(folder["a"], "one, and longer than the next");
        AtomicFile.Write(folder["a"], "two");
        File.ReadAllText(folder["a"]).ShouldBe("two");
        folder.Names.ShouldBe(["a"]);
    }

    [Fact]
    public void A_failure_while_writing_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TempFolder();
        AtomicFile.Write(folder["a"], "old");
        Should.Throw<ArithmeticException>(() => AtomicFile.Write(folder["a"], stream =>
        {
            stream.Write(new byte[100_000]);
            throw new ArithmeticException();
        }));
        File.ReadAllText(folder["a"]).ShouldBe("old");
        folder.Names.ShouldBe(["a"]);
    }

    [Fact]
    public void A_full_disk_is_said_and_leaves_the_old_file_and_nothing_else()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        using var folder = new TempFolder();
        AtomicFile.Write(folder["a"], "old");
        var error = Should.Throw<FileWriteException>(() => AtomicFile.Write(folder["a"], stream =>
        {
            stream.Write(new byte[10]);
            // The very error that a full file system gives.
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            full.Write(new byte[10]);
        }));
        error.Message.ShouldContain("the disk is full");
        error.Message.ShouldContain(folder["a"]);
        File.ReadAllText(folder["a"]).ShouldBe("old");
        folder.Names.ShouldBe(["a"]);
    }

    [Fact]
    public void A_device_is_written_to_and_stays_a_device()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        using var folder = new TempFolder();
        File.CreateSymbolicLink(folder["link"], "/dev/full");
        Should.Throw<FileWriteException>(() => AtomicFile.Write(folder["link"], "text")).Message.ShouldContain("the disk is full");
        File.CreateSymbolicLink(folder["null"], "/dev/null");
        AtomicFile.Write(folder["null"], "text");
        folder.Names.ShouldBe(["link", "null"]);
        new FileInfo("/dev/full").Length.ShouldBe(0);
    }

    [Fact]
    public void A_link_is_followed()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["target"], "old");
        File.CreateSymbolicLink(folder["link"], folder["target"]);
        AtomicFile.Write(folder["link"], "new");
        File.ReadAllText(folder["target"]).ShouldBe("new");
        new FileInfo(folder["link"]).LinkTarget.ShouldBe(folder["target"]);
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_said()
    {
        using var folder = new TempFolder();
        Should.Throw<FileWriteException>(() => AtomicFile.Write(folder.Path, "x")).Message.ShouldContain("it is a folder");
    }

    [Fact]
    public void A_missing_folder_is_said()
    {
        using var folder = new TempFolder();
        Should.Throw<FileWriteException>(() => AtomicFile.Write(folder["none/a"], "x")).Message.ShouldContain("does not exist. Create it first.");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_said()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "uses /proc, which nobody can write to");
        var error = Should.Throw<FileWriteException>(() => AtomicFile.Write("/proc/self/model.safetensors", "x"));
        error.Message.ShouldStartWith("'/proc/self/model.safetensors' cannot be written: ");
    }

    [Fact]
    public void A_folder_without_write_permission_is_said()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "needs a user whom permissions bind");
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["closed"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Should.Throw<FileWriteException>(() => AtomicFile.Write(folder["closed/a"], "x")).Message.ShouldContain("no permission");
    }
}
