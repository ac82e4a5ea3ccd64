namespace Rhumb.Search.Lines;

/// <summary>How the positions that a scorer looks at are spread over a slider.</summary>
public enum LineSpacing
{
    /// <summary>Equally spaced, as the original's.</summary>
    Even,

    /// <summary>u³ for equally spaced u: dense at the centre, sparse at the ends. Fits every scale on which a score may change.</summary>
    Graded,
}
