namespace Rhumb.Benchmarks.Studies;

/// <summary>One question about speed or cost, answered by measuring on a real generator.</summary>
internal interface IStudy
{
    /// <summary>What is typed to run it, and the name of its result.</summary>
    string Name { get; }

    /// <summary>The question, one line.</summary>
    string Question { get; }

    /// <summary>Whether it measures a generator, so that its result names one.</summary>
    bool UsesGenerator => true;

    /// <summary>Measures on the generator in <paramref name="folder"/> and fills the report.</summary>
    Task RunAsync(string folder, StudyReport report);
}
