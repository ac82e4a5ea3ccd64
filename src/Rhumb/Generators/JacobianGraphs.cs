using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Runtime;

namespace Rhumb.Generators;

/// <summary>The compiled JVP and VJP graphs of a model at batch 1, for one input z of d coordinates and one output φ of n.</summary>
public sealed class JacobianGraphs : IDisposable
{
    private readonly Lazy<CompiledGraph> _forward, _backward;

    /// <summary>Prepares the derivative of <paramref name="model"/>; each graph is built when it is first asked for.</summary>
    /// <param name="model">The composed model (…, z [1, …]) → φ [1, n].</param>
    /// <param name="wrt">Name of z.</param>
    /// <param name="latentShape">Shape of z without the batch axis.</param>
    /// <param name="of">Name of φ.</param>
    /// <param name="outputDimension">n.</param>
    /// <param name="shapes">Shapes of inputs whose axes are free and are not the batch.</param>
    /// <param name="compile">Compiles a graph for where it runs.</param>
    public JacobianGraphs(
        Model model, string wrt, IReadOnlyList<int> latentShape, string of, int outputDimension, IReadOnlyDictionary<string, long[]> shapes,
        Func<Model, CompiledGraph> compile)
    {
        var request = new DerivativeRequest { WithRespectTo = [wrt], Of = [of], Shapes = shapes };
        _forward = new(() => compile(Jvp.Build(model, request, GraphRuntime.Probe)));
        _backward = new(() => compile(Vjp.Build(model, request, GraphRuntime.Probe)));
        TangentInputShape = [.. latentShape.Select(length => (long)length)];
        InputDimension = latentShape.Aggregate(1, (product, length) => product * length);
        OutputDimension = outputDimension;
        (TangentInput, TangentOutput) = ($"{wrt}_tangent", $"{of}_tangent");
        (CotangentInput, CotangentOutput) = ($"{of}_cotangent", $"{wrt}_cotangent");
    }

    /// <summary>d.</summary>
    public int InputDimension { get; }

    /// <summary>n.</summary>
    public int OutputDimension { get; }

    internal CompiledGraph Forward => _forward.Value;

    internal CompiledGraph Backward => _backward.Value;

    internal long[] TangentInputShape { get; }

    internal string TangentInput { get; }

    internal string TangentOutput { get; }

    internal string CotangentInput { get; }

    internal string CotangentOutput { get; }

    /// <summary>Releases the graphs that were built.</summary>
    public void Dispose()
    {
        if (_forward.IsValueCreated)
            _forward.Value.Dispose();
        if (_backward.IsValueCreated)
            _backward.Value.Dispose();
    }
}
