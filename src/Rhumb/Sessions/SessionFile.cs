using System.Text.Json;

namespace Rhumb.Sessions;

/// <summary>One session in one JSON file: every event with its time.</summary>
/// <param name="Schema">Always <see cref="CurrentSchema"/>.</param>
/// <param name="Id">The session's identity where it was exported.</param>
/// <param name="Entries">Its events, first to last.</param>
public sealed record SessionFile(string Schema, string Id, IReadOnlyList<JournalEntry> Entries)
{
    /// <summary>The schema that this version reads and writes.</summary>
    public const string CurrentSchema = "rhumb-session/1";

    /// <summary>The file's text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SessionJson.Options);

    /// <summary>Reads a file's text and checks that its events tell a session.</summary>
    /// <exception cref="RhumbException">The text is not a session file of this schema.</exception>
    public static SessionFile Parse(string json)
    {
        SessionFile? file;
        try
        {
            file = JsonSerializer.Deserialize<SessionFile>(json, SessionJson.Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new RhumbException($"This is not a session file: {e.Message} Choose a file that Rhumb saved.", e);
        }
        if (file is null || file.Schema != CurrentSchema)
            throw new RhumbException($"The session file has schema '{file?.Schema}'; this version of Rhumb reads '{CurrentSchema}'.");
        for (var i = 0; i < file.Entries.Count; i++)
            if (file.Entries[i].Sequence != i) throw new RhumbException($"The session file lacks event {i}; export the session again.");
        Session.Replay(file.Entries.Select(entry => entry.Event));
        return file;
    }
}
