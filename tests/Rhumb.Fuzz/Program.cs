using Rhumb.Fuzz;
using Rhumb.Tests.Autodiff.Fuzz;

return args switch
{
    ["worker", var mode, var from, var to, var folder] => await Worker.RunAsync(mode, long.Parse(from), long.Parse(to), folder),
    ["save", var index, var path] when long.TryParse(index, out var number) => Save(number, path),
    [Worker.Engine or Worker.Verbs, var count, .. var rest] when Cases(count) is { } cases => await WatchAsync(args[0], cases, rest),
    [var count, .. var rest] when Cases(count) is { } cases => await WatchAsync(Worker.Autodiff, cases, rest),
    _ => Usage(),
};

static long? Cases(string count) => long.TryParse(count, out var cases) && cases > 0 ? cases : null;

static Task<int> WatchAsync(string mode, long cases, string[] rest) =>
    new Watch(mode, TimeSpan.FromSeconds(mode == Worker.Autodiff ? 10 : 30)).RunAsync(rest is [var first] && long.TryParse(first, out var start) ? start : 0, cases, workers: Math.Max(1, Environment.ProcessorCount / 2));

static int Save(long index, string path)
{
    File.WriteAllBytes(path, FuzzCase.Damaged(FuzzCase.Stream(index), FuzzCase.Exported(Watch.Exported())).File);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("Damages ONNX files and builds random graphs, and differentiates them: dotnet run -c Release --project tests/Rhumb.Fuzz -- [engine|verbs] CASES [FIRST]");
    Console.Error.WriteLine("Without a word before the number Autodiff alone meets them; engine: ONNX Runtime too; verbs: the verbs of the command line that read a user's model.");
    Console.Error.WriteLine("save CASE FILE.onnx writes a case's file, to be looked at.");
    return 2;
}
