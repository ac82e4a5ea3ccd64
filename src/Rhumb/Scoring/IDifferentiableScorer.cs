namespace Rhumb.Scoring;

/// <summary>A scorer that is an ONNX model x → s, so that it can be composed with the generator and differentiated.</summary>
public interface IDifferentiableScorer : IScorer
{
    /// <summary>The model's file, for reading and composing.</summary>
    string ModelPath { get; }

    /// <summary>Name of its input x.</summary>
    string InputName { get; }

    /// <summary>Name of its output s, one number for each x of the batch.</summary>
    string OutputName { get; }
}
