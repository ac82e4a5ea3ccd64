namespace Rhumb.Studio.Endpoints;

/// <summary>The studio refuses something, for a reason that it can say in every language of the page.</summary>
internal sealed class StudioException(Problem problem, string? name = null) : Exception(problem.In(chinese: false, name).Detail)
{
    /// <summary>What is wrong.</summary>
    public Problem Problem => problem;

    /// <summary>The name in question.</summary>
    public string? Name => name;
}
