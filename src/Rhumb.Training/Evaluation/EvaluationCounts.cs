namespace Rhumb.Training.Evaluation;

/// <summary>How much is measured. The preset is what a card promises; less is said in the card.</summary>
public sealed record EvaluationCounts
{
    /// <summary>Random starts that are compared with the training shapes.</summary>
    public int Starts { get; init; } = 100;

    /// <summary>Starts from which lines are walked.</summary>
    public int LineStarts { get; init; } = 50;

    /// <summary>Directions a start.</summary>
    public int Directions { get; init; } = 5;

    /// <summary>Frames a line.</summary>
    public int Frames { get; init; } = 11;

    /// <summary>Starts from which random moves are accepted.</summary>
    public int MoveStarts { get; init; } = 50;

    /// <summary>Accepted moves.</summary>
    public int Moves { get; init; } = 10;

    /// <summary>Cells an axis of every decode that is measured.</summary>
    public int Resolution { get; init; } = 64;

    /// <summary>Seed of starts, directions and moves.</summary>
    public long Seed { get; init; } = 1;
}
