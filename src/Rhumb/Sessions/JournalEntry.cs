namespace Rhumb.Sessions;

/// <summary>An event as the journal holds it.</summary>
/// <param name="Sequence">Its number in the session, from 0.</param>
/// <param name="At">When it was committed.</param>
/// <param name="Event">What happened.</param>
public sealed record JournalEntry(int Sequence, DateTimeOffset At, SessionEvent Event);
