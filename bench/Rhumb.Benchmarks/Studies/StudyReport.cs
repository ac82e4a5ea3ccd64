using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Rhumb.Generators;

namespace Rhumb.Benchmarks.Studies;

/// <summary>A result as Markdown: the machine's facts, then what the study found. Read the ratios; absolute times belong to the machine.</summary>
internal sealed class StudyReport(IStudy study, string folder)
{
    private readonly StringBuilder _body = new();

    /// <summary>The source tree.</summary>
    public static string Root { get; } = FindRoot();

    public void Line(string text) => _body.Append(text).Append('\n');

    public void Table(string[] header, IEnumerable<string[]> rows)
    {
        Line($"| {string.Join(" | ", header)} |");
        Line($"|{string.Concat(header.Select(_ => " --- |"))}");
        foreach (var row in rows)
            Line($"| {string.Join(" | ", row)} |");
        Line("");
    }

    /// <summary>Writes bench/results/NAME.md and returns its path.</summary>
    public string Save()
    {
        var text = $"""
            # {study.Name}

            {study.Question}

            {Generator()}{Processor()}, {Environment.ProcessorCount} threads,
            {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB · {RuntimeInformation.OSDescription} · {RuntimeInformation.FrameworkDescription} · ONNX Runtime {Version()}.
            Run: `dotnet run -c Release --project bench/Rhumb.Benchmarks -- {study.Name}`

            {_body}
            """;
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Root, "bench", "results")).FullName, $"{study.Name}.md");
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text.TrimEnd() + "\n"));
        return path;
    }

    private string Generator()
    {
        if (!study.UsesGenerator)
            return "";
        var manifest = GeneratorFolder.Load(folder).Manifest;
        return $"Generator `{manifest.Name}`{(manifest.ModelHash is { } hash ? $" ({hash[..12]})" : "")} · ";
    }

    public static string Milliseconds(TimeSpan time) => $"{time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms";

    public static string Ratio(double value) => $"{value.ToString("0.0#", CultureInfo.InvariantCulture)}×";

    /// <summary>As pinned where the build fetches it.</summary>
    private static string Version()
    {
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "src", "Rhumb.Runtime", "npm", "package.json")));
        return package.RootElement.GetProperty("dependencies").GetProperty("onnxruntime-node").GetString()!;
    }

    private static string Processor()
    {
        const string facts = "/proc/cpuinfo";
        var line = File.Exists(facts) ? File.ReadLines(facts).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Rhumb.slnx")))
                return at.FullName;
        throw new DirectoryNotFoundException("Run the studies from a checkout.");
    }
}
