using System.Text.Json;
using Rhumb.Sessions;
using Rhumb.Tests.Architecture;
using Rhumb.Tests.Rhumb.Subspaces;

namespace Rhumb.Tests.Rhumb.Sessions;

public sealed class SessionJournalTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A session with one event of every kind.</summary>
    internal static List<SessionEvent> Story()
    {
        var space = TestGenerators.Normal(6);
        var events = new List<SessionEvent> { SessionTests.Start() };
        var session = Session.Begin(events[0]);
        void Add(SessionEvent happened)
        {
            session = session.Apply(happened);
            events.Add(happened);
        }
        Add(SessionTests.Offer(session));
        Add(session.Move([0.4]));
        Add(session.KeepAsBest(space));
        Add(session.Next(space));
        Add(new MoreSliders(2));
        Add(SessionTests.Offer(session, 2, 1));
        Add(session.Next(space));
        Add(session.Undo());
        Add(session.Visit(1));
        Add(session.StartAnew(space.Sample(8)));
        Add(new Renamed("an armchair"));
        Add(new ConditionsChosen(session.Current, session.Nodes.Count, session.Open.Point with { Conditions = new Dictionary<string, string> { ["kind"] = "stool" } }));
        return events;
    }

    private static string Write(SessionJournal journal, IReadOnlyList<SessionEvent> events, DateTimeOffset at)
    {
        var id = journal.Begin((Started)events[0], at);
        for (var i = 1; i < events.Count; i++) journal.Append(id, i, events[i], at.AddSeconds(i));
        return id;
    }

    private static string Text(object value) => JsonSerializer.Serialize(value, value.GetType(), SessionJson.Options);

    [Fact]
    public void Every_kind_of_event_survives_to_the_last_bit()
    {
        var events = Story();
        Assert.Equal(12, events.Select(happened => happened.GetType()).Distinct().Count());
        string id;
        using (var journal = SessionJournal.Open(_folder["sessions.db"])) id = Write(journal, events, Noon);
        using var again = SessionJournal.Open(_folder["sessions.db"]);
        var entries = again.Read(id);
        Assert.Equal(events.Select(Text), entries.Select(entry => Text(entry.Event)));
        Assert.Equal(Noon.AddSeconds(3), entries[3].At);
        var (before, after) = (Session.Replay(events), again.Load(id));
        Assert.Equal(Text(before), Text(after));
        var offered = (DirectionsOffered)entries[1].Event;
        Assert.Equal(((DirectionsOffered)events[1]).Offer.Directions.Values, offered.Offer.Directions.Values);
    }

    [Fact]
    public void Sessions_are_listed_with_name_time_and_hash_the_last_changed_first()
    {
        using var journal = SessionJournal.Open(_folder["deep/er/sessions.db"]);
        Assert.Empty(journal.List());
        var old = Write(journal, Story(), Noon);
        var young = journal.Begin(new Started("b", "g", null, TestGenerators.Normal(6).Sample(1), 1), Noon.AddHours(1));
        var list = journal.List();
        Assert.Equal([young, old], list.Select(summary => summary.Id));
        Assert.Equal(new SessionSummary(old, "an armchair", "seat", "abc", Noon, Noon.AddSeconds(12), 13), list[1]);
        Assert.Null(list[0].ModelHash);
    }

    [Fact]
    public void Two_writers_cannot_both_append_the_same_event()
    {
        using var journal = SessionJournal.Open(_folder["sessions.db"]);
        using var other = SessionJournal.Open(_folder["sessions.db"]);
        var id = journal.Begin(SessionTests.Start(), Noon);
        other.Append(id, 1, new Renamed("x"), Noon);
        Assert.Contains("reload", Assert.Throws<RhumbException>(() => journal.Append(id, 1, new Renamed("y"), Noon)).Message, StringComparison.Ordinal);
        Assert.Throws<RhumbException>(() => journal.Append(id, 3, new Renamed("y"), Noon));
        Assert.Throws<RhumbException>(() => journal.Append("unknown", 1, new Renamed("y"), Noon));
        journal.Append(id, 2, new Renamed("y"), Noon);
        Assert.Equal(3, other.Read(id).Count);
    }

    [Fact]
    public void What_is_written_cannot_be_changed()
    {
        using var journal = SessionJournal.Open(_folder["sessions.db"]);
        journal.Begin(SessionTests.Start(), Noon);
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder["sessions.db"]};Pooling=False");
        connection.Open();
        foreach (var sql in (string[])["UPDATE events SET body = ''", "DELETE FROM events"])
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => command.ExecuteNonQuery());
        }
    }

    [Fact]
    public void A_session_leaves_in_one_file_and_comes_back()
    {
        using var journal = SessionJournal.Open(_folder["a.db"]);
        var id = Write(journal, Story(), Noon);
        var json = journal.Export(id).ToJson();
        using var elsewhere = SessionJournal.Open(_folder["b.db"]);
        Assert.Equal(id, elsewhere.Import(SessionFile.Parse(json)));
        Assert.Equal(json, elsewhere.Export(id).ToJson());
        var copy = journal.Import(SessionFile.Parse(json));
        Assert.NotEqual(id, copy);
        Assert.Equal(Text(journal.Load(id)), Text(journal.Load(copy)));
    }

    /// <summary>A session of chairs, exported before sessions knew conditions: what was written stays readable.</summary>
    [Fact]
    public void Journals_of_earlier_versions_are_replayed()
    {
        var file = SessionFile.Parse(Repository.Read("tests/fixtures/sessions/before-conditions.rhumb.json"));
        var session = Session.Replay(file.Entries.Select(entry => entry.Event));
        Assert.Equal(("Reading chair", 8, file.Entries.Count), (session.Name, session.Nodes[0].Point.Blocks["z"].Length, session.Length));
        Assert.Equal(11, file.Entries.Select(entry => entry.Event.GetType()).Distinct().Count());
        Assert.NotNull(session.Best);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1, 2]")]
    [InlineData("""{"schema":"rhumb-session/9","id":"x","entries":[]}""")]
    [InlineData("""{"schema":"rhumb-session/1","id":"x","entries":[]}""")]
    [InlineData("""{"schema":"rhumb-session/1","id":"x","entries":[{"sequence":0,"at":"2026-01-01T00:00:00Z","event":{"event":"visited","node":0}}]}""")]
    [InlineData("""{"schema":"rhumb-session/1","id":"x","entries":[{"sequence":0,"at":"2026-01-01T00:00:00Z","event":{"event":"unheard"}}]}""")]
    public void Files_that_are_no_sessions_are_refused_with_a_sentence(string json) =>
        Assert.NotEmpty(Assert.Throws<RhumbException>(() => SessionFile.Parse(json)).Message);

    [Fact]
    public void A_file_that_is_no_journal_is_named()
    {
        var path = _folder.Write("not.db", new string('x', 5000));
        Assert.Contains("not.db", Assert.Throws<RhumbException>(() => SessionJournal.Open(path)).Message, StringComparison.Ordinal);
        Assert.Throws<RhumbException>(() => SessionJournal.Open(System.IO.Path.Combine(path, "inside.db")));
    }

    [Fact]
    public void An_unknown_session_is_named()
    {
        using var journal = SessionJournal.Open(_folder["sessions.db"]);
        Assert.Contains("nobody", Assert.Throws<RhumbException>(() => journal.Load("nobody")).Message, StringComparison.Ordinal);
    }
}
