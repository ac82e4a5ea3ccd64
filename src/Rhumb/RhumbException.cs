namespace Rhumb;

/// <summary>Something a user can put right. The message is one sentence, with the remedy, fit to be shown as it is.</summary>
public class RhumbException : Exception
{
    /// <summary>An error whose <paramref name="message"/> is shown to the user as it is.</summary>
    public RhumbException(string message) : this(Sentence.Of(message)) { }

    /// <summary>As above, keeping the error that led to it.</summary>
    public RhumbException(string message, Exception innerException) : this(Sentence.Of(message), innerException) { }

    /// <summary>An error that is shown to the user in English as written, or in a language that knows the sentence's template. Interpolated strings come here.</summary>
    public RhumbException(Sentence sentence) : base(sentence.ToString()) => Sentence = sentence;

    /// <summary>As above, keeping the error that led to it.</summary>
    public RhumbException(Sentence sentence, Exception innerException) : base(sentence.ToString(), innerException) => Sentence = sentence;

    /// <summary>The message with what it names kept apart.</summary>
    public Sentence Sentence { get; }
}
