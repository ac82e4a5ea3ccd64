using Rhumb.Autodiff;
using Rhumb.Runtime;

namespace Rhumb.Cli;

/// <summary>How an error is told: one sentence on the error stream, the stack only on request.</summary>
internal static class Failure
{
    private const int NoSpaceLeft = 28;
    private const int DiskFull = unchecked((int)0x80070070);
    private const int HandleDiskFull = unchecked((int)0x80070027);

    /// <summary>Writes <paramref name="error"/> and returns the exit code it stands for.</summary>
    public static int Report(Exception error)
    {
        while (error is AggregateException { InnerExceptions: [var only] })
            error = only;
        Write(SentenceOf(error));
        if (Environment.GetEnvironmentVariable("RHUMB_DEBUG") == "1")
            Console.Error.WriteLine(error);
        return error is UsageException ? 2 : 1;
    }

    /// <summary>Writes sentences for a person, in one line.</summary>
    public static void Write(params string[] sentences) =>
        Console.Error.WriteLine("rhumb: " + string.Join(' ', sentences).ReplaceLineEndings(" "));

    private static string SentenceOf(Exception error) => error switch
    {
        _ when IsKnown(error) => error.Message,
        IOException { HResult: NoSpaceLeft or DiskFull or HandleDiskFull } => $"The disk is full: {error.Message.TrimEnd('.')}; free some space, or write to another disk, and run the command again.",
        UnauthorizedAccessException => $"{error.Message.TrimEnd('.')}; choose a place that you may write to, or change its permissions.",
        IOException => error.Message,
        OutOfMemoryException => "There is not enough memory for this; ask for fewer or smaller outputs.",
        _ => $"Something went wrong inside Rhumb ({error.GetType().Name}: {error.Message.TrimEnd('.')}); run the command again with RHUMB_DEBUG=1 and report what it prints.",
    };

    /// <summary>The libraries' own exceptions, whose messages are written to be shown.</summary>
    private static bool IsKnown(Exception error) => error is UsageException or RhumbException or RuntimeException or GraphException;
}
