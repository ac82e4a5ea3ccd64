using System.Text.RegularExpressions;
using Rhumb.Tests.Architecture;

namespace Rhumb.Tests;

/// <summary>Who may use whom (the house of DESIGN §3), read from project files, sources and compiled code.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Each project and the projects it may reference.</summary>
    private static readonly Dictionary<string, string[]> Projects = new(StringComparer.Ordinal)
    {
        ["Rhumb.Autodiff"] = [],
        ["Rhumb.Runtime"] = [],
        ["Rhumb"] = ["Rhumb.Autodiff", "Rhumb.Runtime"],
        ["Rhumb.Training"] = ["Rhumb"],
        ["Rhumb.Studio"] = ["Rhumb"],
        ["Rhumb.Cli"] = ["Rhumb.Studio", "Rhumb.Training"],
    };

    /// <summary>Each folder of the Rhumb library and the folders of the library it may use: no cycles, Search above all it searches with.</summary>
    private static readonly Dictionary<string, string[]> Folders = new(StringComparer.Ordinal)
    {
        ["LinearAlgebra"] = [],
        ["Pixels"] = [],
        ["Generators"] = ["LinearAlgebra", "Pixels"],
        ["Media"] = ["LinearAlgebra", "Pixels", "Generators"],
        ["Subspaces"] = ["LinearAlgebra", "Generators"],
        ["Scoring"] = ["LinearAlgebra", "Generators", "Media"],
        ["Search"] = ["LinearAlgebra", "Generators", "Subspaces", "Scoring"],
        ["Sessions"] = ["LinearAlgebra", "Generators", "Subspaces", "Scoring", "Search", "Media"],
    };

    public static TheoryData<string> ProjectNames => [.. Projects.Keys];

    [Theory, MemberData(nameof(ProjectNames))]
    public void Projects_reference_only_what_lies_below_them(string project)
    {
        var references = Repository.ProjectReferences($"src/{project}/{project}.csproj");
        Assert.All(references, reference => Assert.Contains(reference, Projects[project]));
    }

    [Fact]
    public void Every_project_in_src_has_its_place()
    {
        var found = Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName);
        Assert.Equal(Projects.Keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(ProjectNames))]
    public void Compiled_code_uses_only_what_lies_below_it(string project)
    {
        // The whole cone below the project: Cli may name a type of Autodiff, Autodiff none of Runtime.
        var allowed = Below(project).Append(project).ToHashSet(StringComparer.Ordinal);
        None(Uses(project).Where(use => ProjectOf(use.ToNamespace) is { } owner && !allowed.Contains(owner)));
    }

    [Fact]
    public void Inside_the_library_linear_algebra_is_at_the_bottom_and_search_on_top() =>
        None(Uses("Rhumb").Where(use =>
            FolderOf(use.FromNamespace) is { } from && FolderOf(use.ToNamespace) is { } to && from != to
            && !(Folders.TryGetValue(from, out var allowed) && allowed.Contains(to))));

    [Fact]
    public void Search_knows_no_clock_console_file_or_web() =>
        None(Uses("Rhumb").Where(use => FolderOf(use.FromNamespace) == "Search" && (
            use.To is "System.Console" or "System.DateTime" or "System.DateTimeOffset" or "System.TimeProvider" or "System.Diagnostics.Stopwatch"
            || use.To == "System.Environment" && use.Member.Contains("TickCount", StringComparison.Ordinal)
            || In(use.ToNamespace, "System.IO") || In(use.ToNamespace, "System.Net") || In(use.ToNamespace, "Microsoft.AspNetCore")
            || In(use.ToNamespace, "Microsoft.Data"))));

    /// <summary>Mathematics: linear algebra, differentiation, numerical libraries, and every function of Math beyond comparing and rounding.</summary>
    [Fact]
    public void Studio_holds_no_mathematics() =>
        None(Uses("Rhumb.Studio").Where(use =>
            In(use.ToNamespace, "MathNet") || In(use.ToNamespace, "System.Numerics") || In(use.ToNamespace, "Rhumb.LinearAlgebra")
            || In(use.ToNamespace, "Rhumb.Autodiff")
            || use.To is "System.Math" or "System.MathF" && use.Member is not ("" or "Min" or "Max" or "Clamp" or "Abs" or "Round" or "Floor" or "Ceiling")));

    [Fact]
    public void Unsafe_code_is_only_in_the_native_folder_of_the_runtime()
    {
        var unsafeCode = new Regex(@"^[^/""]*\bunsafe\b(?!:)", RegexOptions.Multiline, TimeSpan.FromSeconds(10));
        None(Repository.SourceFiles("src").Where(file => !file.StartsWith("src/Rhumb.Runtime/Native/", StringComparison.Ordinal)
            && unsafeCode.IsMatch(Repository.Read(file))));
        None(Projects.Keys.Where(project => project != "Rhumb.Runtime"
            && Repository.Read($"src/{project}/{project}.csproj").Contains("AllowUnsafeBlocks", StringComparison.Ordinal)));
    }

    [Fact]
    public void Folders_say_what_they_hold() =>
        None(Repository.SourceFiles(".").Where(file =>
            file.Split('/').SkipLast(1).Any(folder => folder is "Utils" or "Utilities" or "Util" or "Helpers" or "Helper" or "Manager" or "Managers" or "Common")));

    [Fact]
    public void Folders_are_namespaces()
    {
        var declaration = new Regex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline, TimeSpan.FromSeconds(10));
        None(Repository.SourceFiles("src").Concat(Repository.SourceFiles("tests")).Concat(Repository.SourceFiles("bench")).Where(file =>
        {
            var folder = string.Join('.', file.Split('/').Skip(1).SkipLast(1));
            var found = declaration.Match(Repository.Read(file));
            // Files without a namespace are programs (Program.cs) and assembly attributes.
            return found.Success ? found.Groups["name"].Value != folder : Path.GetFileName(file) is not ("Program.cs" or "AssemblyInfo.cs");
        }));
    }

    [Fact]
    public void One_public_type_a_file()
    {
        var type = new Regex(@"^public (?:(?:static|sealed|abstract|readonly|partial|unsafe|ref) )*(?:class|record struct|record|struct|interface|enum) (?<name>\w+)",
            RegexOptions.Multiline, TimeSpan.FromSeconds(10));
        // A closed union may stand in one file: its cases derive from the file's own first type.
        None(Repository.SourceFiles("src").Where(file =>
        {
            var text = Repository.Read(file);
            var names = type.Matches(text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToArray();
            return names.Skip(1).Any(name => !Regex.IsMatch(text, $@"\b{name}\b[^;{{]*:\s*{names[0]}\b", RegexOptions.None, TimeSpan.FromSeconds(10)));
        }));
    }

    [Fact]
    public void No_source_file_is_longer_than_500_lines() =>
        None(Repository.SourceFiles("src").Where(file => File.ReadLines(Path.Combine(Repository.Root, file)).Count() > 500));

    private static void None<T>(IEnumerable<T> offenders) => Assert.Equal("", string.Join('\n', offenders));

    private static IReadOnlyCollection<CodeReference> Uses(string project) =>
        CompiledCode.ReferencesOf(Path.Combine(AppContext.BaseDirectory, $"{project}.dll"));

    private static IEnumerable<string> Below(string project) => Projects[project].SelectMany(below => Below(below).Append(below));

    private static bool In(string space, string root) => space == root || space.StartsWith(root + ".", StringComparison.Ordinal);

    /// <summary>The project that a namespace belongs to; folders of the library are namespaces right below Rhumb.</summary>
    private static string? ProjectOf(string space) =>
        !In(space, "Rhumb") ? null
        : Projects.Keys.FirstOrDefault(project => project != "Rhumb" && In(space, project)) ?? "Rhumb";

    /// <summary>The first folder of the library that a namespace lies in.</summary>
    private static string? FolderOf(string space) =>
        ProjectOf(space) == "Rhumb" && space.Split('.') is [_, var folder, ..] ? folder : null;
}
