using Rhumb.Autodiff.Graphs;
using Rhumb.Runtime;

namespace Rhumb.Generators;

/// <summary>A generator whose output is a value of one graph, so that a score can be the graph's next part.</summary>
internal interface IComposedGenerator : IGenerator
{
    /// <summary>How scores see its outputs.</summary>
    IScoreForm Form { get; }

    /// <summary>Latent and conditions, output, and then <paramref name="score"/>, whose input <paramref name="input"/> is the output as <see cref="Form"/> says.</summary>
    Model Followed(Model score, string input);

    /// <summary>The classifier that was trained beside the generator: its output → <c>logits</c>; null where there is none.</summary>
    /// <exception cref="RhumbException">The file is damaged.</exception>
    Model? Classifier();

    /// <summary>A graph of this generator ready to run.</summary>
    CompiledGraph Compile(Model model);

    /// <summary>Inputs of the graphs for one point; the caller disposes them.</summary>
    Dictionary<string, Tensor> Inputs(Point point);
}
