using System.Diagnostics;
using Rhumb.Tests.Autodiff.Fuzz;

namespace Rhumb.Fuzz;

/// <summary>Runs cases in a process of its own, and says each one's number first: whoever watches knows which case never ended.</summary>
internal static class Worker
{
    /// <summary>Autodiff alone.</summary>
    public const string Autodiff = "autodiff";

    /// <summary>ONNX Runtime runs the damaged model and its derivatives.</summary>
    public const string Engine = "engine";

    /// <summary>The command line's verbs on the damaged model.</summary>
    public const string Verbs = "verbs";

    private const long Memory = 8L << 30;

    public static async Task<int> RunAsync(string mode, long from, long to, string folder)
    {
        // A damaged length must not take the machine's memory: the runtime is refused it, and says so.
        if (mode != Autodiff)
            using (var limit = Process.Start("prlimit", ["--pid", $"{Environment.ProcessId}", $"--as={Process.GetCurrentProcess().VirtualMemorySize64 + Memory}"]))
                await limit.WaitForExitAsync();
        var exported = FuzzCase.Exported(folder);
        var protocol = Console.Out;
        void Say(string line)
        {
            protocol.WriteLine(line);
            protocol.Flush();
        }
        for (var index = from; index < to; index++)
        {
            Say($"case {index}");
            try
            {
                Say($"done {await OneAsync(mode, index, exported, stage => Say($"next {stage}"))}");
            }
            catch (Exception e)
            {
                Say($"fail {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} {Where(e)}");
            }
        }
        return 0;
    }

    private static async Task<string> OneAsync(string mode, long index, IReadOnlyList<byte[]> exported, Action<string> stage)
    {
        if (mode == Autodiff)
            return $"{FuzzCase.Run(index, exported)}";
        var random = FuzzCase.Stream(index);
        var file = FuzzCase.Damaged(random, exported).File;
        return mode == Engine ? $"{EngineCase.Run(file, random, stage)}" : await VerbCase.RunAsync(file, stage);
    }

    private static string Where(Exception e) => string.Join(" < ", (e.StackTrace ?? "").Split('\n').Where(line => line.Contains("Rhumb", StringComparison.Ordinal)).Take(3).Select(line => line.Trim().Split('(')[0]));
}
