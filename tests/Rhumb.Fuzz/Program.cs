using Rhumb.Fuzz;

return args switch
{
    ["worker", var from, var to, var folder] => Worker.Run(long.Parse(from), long.Parse(to), folder),
    [var count, .. var rest] when long.TryParse(count, out var cases) && cases > 0 =>
        await new Watch(TimeSpan.FromSeconds(10)).RunAsync(rest is [var first] && long.TryParse(first, out var start) ? start : 0, cases, workers: Math.Max(1, Environment.ProcessorCount / 2)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Damages ONNX files and builds random graphs, and differentiates them: dotnet run -c Release --project tests/Rhumb.Fuzz -- CASES [FIRST]");
    return 2;
}
