using Rhumb.Runtime;
using Rhumb.Runtime.Native;

namespace Rhumb.Tests.Runtime.Native;

public sealed class OrtLibraryTests
{
    [Fact]
    public void The_staged_library_is_found_beside_the_program()
    {
        var (library, path) = OrtLibrary.Open(null, AppContext.BaseDirectory);
        Assert.NotEqual(0, library);
        Assert.StartsWith(Path.Combine(AppContext.BaseDirectory, "runtimes"), path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_library_names_the_remedy_and_every_place()
    {
        var folder = Path.Combine(Path.GetTempPath(), "no such folder");
        try
        {
            // A machine may have the library among its own; then there is nothing to complain of.
            var (_, path) = OrtLibrary.Open(null, folder);
            Assert.False(Path.IsPathRooted(path));
        }
        catch (RuntimeException error)
        {
            Assert.Contains("set RHUMB_ONNXRUNTIME", error.Message, StringComparison.Ordinal);
            Assert.Contains(Path.Combine(folder, "runtimes"), error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_named_library_that_is_missing_or_broken_is_said_at_once()
    {
        var missing = Path.Combine(Path.GetTempPath(), "no such folder", "library");
        Assert.Contains(missing, Assert.Throws<RuntimeException>(() => OrtLibrary.Open(missing, AppContext.BaseDirectory)).Message, StringComparison.Ordinal);

        var broken = Path.GetTempFileName();
        try
        {
            File.WriteAllText(broken, "not a library");
            var error = Assert.Throws<RuntimeException>(() => OrtLibrary.Open(broken, AppContext.BaseDirectory));
            Assert.Contains("does not load", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
        finally
        {
            File.Delete(broken);
        }
    }
}
