using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Runtime;

namespace Rhumb.Generators;

/// <summary>The compiled JVP and VJP graphs of a model at batch 1, for one input z of d coordinates and one output φ of n.</summary>
public sealed class JacobianGraphs : IDisposable
{
    /// <summary>Memory that a run's tensors may take where nobody says. What kernels and fast forms need comes on top: with it 16 tangents of pictures of 1024² stay under 12 GB (bench/results/memory.md).</summary>
    public const long DefaultMemory = 6L << 30;

    private readonly Lazy<(CompiledGraph Graph, int Block)> _forward, _backward;

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
        _forward = new(() => Prepared(Jvp.Build(model, request, GraphRuntime.Probe), compile));
        _backward = new(() => Prepared(Vjp.Build(model, request, GraphRuntime.Probe), compile));
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

    /// <summary>Bytes that the tensors of one run may take, about: as many vectors go together as fit, and at least one.</summary>
    public long Memory { get; init; } = DefaultMemory;

    internal CompiledGraph Forward => _forward.Value.Graph;

    internal CompiledGraph Backward => _backward.Value.Graph;

    /// <summary>Vectors that one forward run takes.</summary>
    internal int ForwardBlock => _forward.Value.Block;

    /// <summary>Covectors that one backward run takes.</summary>
    internal int BackwardBlock => _backward.Value.Block;

    internal long[] TangentInputShape { get; }

    internal string TangentInput { get; }

    internal string TangentOutput { get; }

    internal string CotangentInput { get; }

    internal string CotangentOutput { get; }

    /// <summary>Releases the graphs that were built.</summary>
    public void Dispose()
    {
        if (_forward.IsValueCreated)
            _forward.Value.Graph.Dispose();
        if (_backward.IsValueCreated)
            _backward.Value.Graph.Dispose();
    }

    private (CompiledGraph Graph, int Block) Prepared(Model derivative, Func<Model, CompiledGraph> compile) =>
        (compile(derivative), (int)Math.Min(JacobianOperator.LargestBlock, Footprint.Of(derivative)!.Vectors(Memory)));
}
