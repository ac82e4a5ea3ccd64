using System.Globalization;
using Rhumb.Benchmarks.Studies;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is ["memory-worker", var network, var product, var memory])
    return await MemoryStudy.WorkAsync(network, product, memory);
IStudy[] studies = [new DecodeStudy(), new FirstFrameStudy(), new DragStudy(), new DirectionsStudy(), new TangentsStudy(), new SearchStudy(), new DerivativesStudy(), new MemoryStudy()];
var chosen = studies.Where(study => args.Length > 0 && (args[0] == "all" || args[0] == study.Name)).ToArray();
if (chosen.Length == 0)
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/Rhumb.Benchmarks -- STUDY [GENERATOR FOLDER]");
    Console.Error.WriteLine($"STUDY is one of {string.Join(", ", studies.Select(study => study.Name))}, all; the generator is models/seat by default.");
    return 2;
}
var folder = args.Length > 1 ? args[1] : Path.Combine(StudyReport.Root, "models", "seat");
foreach (var study in chosen)
{
    var report = new StudyReport(study, folder);
    await study.RunAsync(folder, report);
    Console.WriteLine(report.Save());
}
return 0;
