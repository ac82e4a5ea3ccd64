using Rhumb.Generators;

namespace Rhumb.Tests.Rhumb.Search;

/// <summary>An output that is just numbers.</summary>
public sealed record VectorOutput(double[] Values) : Output;
