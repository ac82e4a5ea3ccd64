namespace Rhumb.Generators;

/// <summary>How finely an output is wanted.</summary>
public enum Detail
{
    /// <summary>While the thumb moves: as good as fits in 100 ms.</summary>
    Draft,

    /// <summary>At rest.</summary>
    Full,

    /// <summary>For a file that leaves the house.</summary>
    Export,
}
