using Rhumb.Tests.Autodiff.Fuzz;

namespace Rhumb.Fuzz;

/// <summary>Runs cases in a process of its own, and says each one's number first: whoever watches knows which case never ended.</summary>
internal static class Worker
{
    public static int Run(long from, long to, string folder)
    {
        var exported = FuzzCase.Exported(folder);
        for (var index = from; index < to; index++)
        {
            Console.Out.WriteLine($"case {index}");
            Console.Out.Flush();
            try
            {
                Console.Out.WriteLine($"done {FuzzCase.Run(index, exported)}");
            }
            catch (Exception e)
            {
                Console.Out.WriteLine($"fail {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} {Where(e)}");
            }
        }
        return 0;
    }

    private static string Where(Exception e) => string.Join(" < ", (e.StackTrace ?? "").Split('\n').Where(line => line.Contains("Rhumb", StringComparison.Ordinal)).Take(3).Select(line => line.Trim().Split('(')[0]));
}
