using Rhumb.Autodiff.Graphs;

namespace Rhumb.Scoring;

/// <summary>A scorer of solids that is also an ONNX graph x → s of the occupancy grid, so that it can be differentiated.</summary>
public interface IDifferentiableScorer : IScorer
{
    /// <summary>Name of <see cref="ModelAt"/>'s input.</summary>
    const string InputName = "x";

    /// <summary>Name of <see cref="ModelAt"/>'s output.</summary>
    const string OutputName = "s";

    /// <summary>Samples an axis that the graph needs; null where it takes any number.</summary>
    int? Resolution { get; }

    /// <summary>
    /// The graph x [1, n³] → s [1], x the occupancies in [0, 1] of the samples of <see cref="Generators.Shapes.SampleGrid"/> in index order,
    /// n = <paramref name="resolution"/>. On x of zeros and ones it is the score itself.
    /// </summary>
    Model ModelAt(int resolution);
}
