using Rhumb.Generators;

namespace Rhumb.Search;

/// <summary>One interaction of a search.</summary>
/// <param name="Interaction">Its number; 0 is the start.</param>
/// <param name="Sliders">Sliders shown so far.</param>
/// <param name="Evaluations">Outputs generated so far.</param>
/// <param name="Rows">Rows sent through the network for directions so far.</param>
/// <param name="Score">Score of the centre after it; null from oracles without scores.</param>
/// <param name="Best">Best score so far.</param>
/// <param name="Move">Distance that the centre moved, in latent units.</param>
/// <param name="Seconds">Time since the start, by the caller's clock; 0 without one.</param>
/// <param name="Shown">The query: what the system showed.</param>
/// <param name="Chosen">The centre after it: what the user chose.</param>
public sealed record TraceRow(
    int Interaction, int Sliders, long Evaluations, long Rows, double? Score, double? Best, double Move, double Seconds, Query? Shown, Point Chosen);
