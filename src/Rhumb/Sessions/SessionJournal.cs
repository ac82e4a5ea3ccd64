using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Rhumb.Sessions;

/// <summary>
/// Where sessions are kept: an append-only SQLite database in WAL mode with synchronous = FULL. When <see cref="Append"/> has
/// returned, the event is on the disk: it survives a killed process and a power cut. Safe for concurrent use by threads, and by
/// processes on one machine.
/// </summary>
public sealed class SessionJournal : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();

    private SessionJournal(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the journal at <paramref name="path"/>, creating it and its folder where absent.</summary>
    /// <exception cref="RhumbException">The file cannot be opened, or is no journal.</exception>
    public static SessionJournal Open(string path)
    {
        var full = Path.GetFullPath(path);
        return Guarded(full, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            // Without pooling, disposing closes the file, so that it can be moved or deleted at once.
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = full, Pooling = false, DefaultTimeout = 10 }.ToString());
            try
            {
                connection.Open();
                Run(connection, "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
                Run(connection, Schema);
                return new SessionJournal(connection);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });
    }

    /// <summary>Begins a session; on return it is on the disk.</summary>
    /// <param name="started">Its first event.</param>
    /// <param name="at">Now.</param>
    /// <returns>The new session's id.</returns>
    public string Begin(Started started, DateTimeOffset at)
    {
        var id = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        Write(id, 0, [new JournalEntry(0, at, started)]);
        return id;
    }

    /// <summary>Appends an event; on return it is on the disk.</summary>
    /// <param name="session">The session's id.</param>
    /// <param name="sequence">The event's number, which is the session's <see cref="Session.Length"/> before it: two writers cannot both win.</param>
    /// <param name="happened">The event.</param>
    /// <param name="at">Now.</param>
    /// <exception cref="RhumbException">The session is unknown, another writer was first, or the disk refuses.</exception>
    public void Append(string session, int sequence, SessionEvent happened, DateTimeOffset at)
    {
        if (sequence < 1) throw new RhumbException("Only the start of a session has number 0; use Begin for it.");
        Write(session, sequence, [new JournalEntry(sequence, at, happened)]);
    }

    /// <summary>The events of a session, first to last.</summary>
    /// <exception cref="RhumbException">There is no such session.</exception>
    public IReadOnlyList<JournalEntry> Read(string session) => Locked(() =>
    {
        using var command = Command("SELECT sequence, at, body FROM events WHERE session = $session ORDER BY sequence", ("$session", session));
        using var reader = command.ExecuteReader();
        var entries = new List<JournalEntry>();
        while (reader.Read())
        {
            entries.Add(new JournalEntry(reader.GetInt32(0), Time(reader.GetString(1)), Parse(session, reader.GetInt32(0), reader.GetString(2))));
        }
        return entries.Count > 0 ? entries : throw new RhumbException($"There is no session '{session}'; list the sessions to find its name.");
    });

    /// <summary>The state of a session.</summary>
    /// <exception cref="RhumbException">There is no such session.</exception>
    public Session Load(string session) => Session.Replay(Read(session).Select(entry => entry.Event));

    /// <summary>All sessions, the last changed first.</summary>
    public IReadOnlyList<SessionSummary> List() => Locked(() =>
    {
        using var command = Command("""
            SELECT s.session, coalesce(
                     (SELECT json_extract(r.body, '$.name') FROM events r WHERE r.session = s.session AND r.kind = 'Renamed' ORDER BY r.sequence DESC LIMIT 1),
                     json_extract(s.body, '$.name')),
                   json_extract(s.body, '$.generator'), json_extract(s.body, '$.modelHash'), s.at, l.at, l.sequence + 1
            FROM events s JOIN events l ON l.session = s.session AND l.sequence = (SELECT max(sequence) FROM events m WHERE m.session = s.session)
            WHERE s.sequence = 0 ORDER BY l.at DESC, s.session
            """);
        using var reader = command.ExecuteReader();
        var summaries = new List<SessionSummary>();
        while (reader.Read())
            summaries.Add(new SessionSummary(reader.GetString(0), reader.GetString(1), reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3), Time(reader.GetString(4)), Time(reader.GetString(5)), reader.GetInt32(6)));
        return summaries;
    });

    /// <summary>A session as one file.</summary>
    public SessionFile Export(string session) => new(SessionFile.CurrentSchema, session, Read(session));

    /// <summary>Takes an exported session in, all or nothing; on return it is on the disk.</summary>
    /// <returns>Its id here: the file's where that is free, a new one otherwise.</returns>
    public string Import(SessionFile file)
    {
        var taken = Locked(() =>
        {
            using var command = Command("SELECT count(*) FROM events WHERE session = $session", ("$session", file.Id));
            return (long)command.ExecuteScalar()! > 0;
        });
        var id = taken ? Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture) : file.Id;
        Write(id, 0, file.Entries);
        return id;
    }

    /// <summary>Closes the database.</summary>
    public void Dispose()
    {
        lock (_gate) _connection.Dispose();
    }

    // Append-only is a property of the database itself, not of our manners.
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS events (
            session TEXT NOT NULL, sequence INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (session, sequence)) WITHOUT ROWID;
        CREATE TRIGGER IF NOT EXISTS events_keep BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS events_follow BEFORE INSERT ON events
            WHEN NEW.sequence <> (SELECT coalesce(max(sequence) + 1, 0) FROM events WHERE session = NEW.session)
            BEGIN SELECT RAISE(ABORT, 'events follow one another'); END;
        """;

    private void Write(string session, int sequence, IReadOnlyList<JournalEntry> entries) => Locked(() =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        using var insert = Command("INSERT INTO events (session, sequence, at, kind, body) VALUES ($session, $sequence, $at, $kind, $body)");
        insert.Transaction = transaction;
        try
        {
            for (var i = 0; i < entries.Count; i++)
            {
                insert.Parameters.Clear();
                insert.Parameters.AddWithValue("$session", session);
                insert.Parameters.AddWithValue("$sequence", sequence + i);
                insert.Parameters.AddWithValue("$at", entries[i].At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
                insert.Parameters.AddWithValue("$kind", entries[i].Event.GetType().Name);
                insert.Parameters.AddWithValue("$body", JsonSerializer.Serialize(entries[i].Event, SessionJson.Options));
                insert.ExecuteNonQuery();
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SqliteConstraint)
        {
            throw new RhumbException($"Event {sequence} does not follow what the journal holds of session '{session}'; it was changed elsewhere: reload it.", e);
        }
        transaction.Commit();   // synchronous = FULL: returns when the log is on the disk
        return true;
    });

    private const int SqliteConstraint = 19;

    private static SessionEvent Parse(string session, int sequence, string body)
    {
        try
        {
            return JsonSerializer.Deserialize<SessionEvent>(body, SessionJson.Options) ?? throw new JsonException("The event is empty.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new RhumbException($"Event {sequence} of session '{session}' cannot be read; open it with the version of Rhumb that wrote it.", e);
        }
    }

    private T Locked<T>(Func<T> work)
    {
        lock (_gate) return Guarded(_connection.DataSource, work);
    }

    private static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw e.SqliteErrorCode switch
            {
                13 => new RhumbException($"The disk that holds the journal '{path}' is full; free some space and try again. Nothing acknowledged is lost.", e),
                5 or 6 => new RhumbException($"The journal '{path}' is in use by another program; close it and try again.", e),
                8 or 14 => new RhumbException($"The journal '{path}' cannot be opened for writing; check the folder's permissions.", e),
                11 or 26 => new RhumbException($"'{path}' is not a journal of Rhumb, or is damaged; move it away or restore a copy.", e),
                _ => new RhumbException($"The journal '{path}' failed: {e.Message}", e),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"The journal '{path}' cannot be opened: {e.Message}", e);
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
