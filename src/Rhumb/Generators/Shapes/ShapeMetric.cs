namespace Rhumb.Generators.Shapes;

/// <summary>The metric φ that directions of shapes are judged by, at 2,048 points of which four fifths lie near the current surface.</summary>
public enum ShapeMetric
{
    /// <summary>The field's logits: parts far from the surface can be born or vanish.</summary>
    Logits,

    /// <summary>Occupancy σ(logit): what is far inside or outside counts little.</summary>
    Occupancy,
}
