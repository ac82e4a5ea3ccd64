using Rhumb.Generators;
using Rhumb.Sessions;
using Rhumb.Studio.Endpoints;

namespace Rhumb.Studio.Walks;

/// <summary>The sessions of a studio: opened from the journal when first asked for, and kept open.</summary>
internal sealed class WalkRegistry(StudioOptions options, SessionJournal journal) : IAsyncDisposable
{
    private readonly Dictionary<string, Walk> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DirectionGuide> _guides = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The generators, the first by default; frames go before directions.</summary>
    public IReadOnlyList<IGenerator> Generators { get; } = [.. options.Generators.Select(generator => new PoliteGenerator(generator, options.Time))];

    /// <summary>The generator called <paramref name="name"/>.</summary>
    public IGenerator Generator(string name) =>
        Generators.FirstOrDefault(generator => generator.Manifest.Name == name) ?? throw new StudioException(Problem.NoSuchGenerator, name);

    /// <summary>The sessions worth coming back to, the last changed first: those with a name or where something was done.</summary>
    public IReadOnlyList<Sessions.SessionSummary> List() => [.. journal.List().Where(one => one.Name.Length > 0 || one.Events > 2)];

    /// <summary>Begins a session at a point.</summary>
    public Walk Begin(IGenerator generator, Point point, long seed, string name = "")
    {
        var id = journal.Begin(new Started(name, generator.Manifest.Name, generator.Manifest.ModelHash, point, seed), options.Time.GetUtcNow());
        return Find(id);
    }

    /// <summary>The session <paramref name="id"/>.</summary>
    /// <exception cref="StudioException">There is none, or its generator is not here.</exception>
    public Walk Find(string id)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(id, out var open)) return open;
            IReadOnlyList<JournalEntry> entries;
            try
            {
                entries = journal.Read(id);
            }
            catch (RhumbException) when (journal.List().All(one => one.Id != id))
            {
                throw new StudioException(Problem.NoSuchSession);
            }
            var state = WalkState.Replay(entries.Select(entry => entry.Event));
            var generator = Matching(state.Session.Generator, state.Session.ModelHash);
            return _open[id] = new Walk(id, generator, state, journal, Guide(generator), options.Time);
        }
    }

    /// <summary>Takes a session file in.</summary>
    public Walk Import(SessionFile file)
    {
        var session = Session.Replay(file.Entries.Select(entry => entry.Event));
        Matching(session.Generator, session.ModelHash);
        return Find(journal.Import(file));
    }

    /// <summary>A session as a file.</summary>
    public SessionFile Export(string id) => journal.Export(Find(id).Id);

    /// <summary>The generator by name whose weights are those that <paramref name="hash"/> identifies: points of others mean other shapes.</summary>
    public IGenerator Matching(string name, string? hash)
    {
        var generator = Generator(name);
        return hash is null || generator.Manifest.ModelHash is not { } own || own == hash
            ? generator
            : throw new StudioException(Problem.OtherWeights, name);
    }

    /// <summary>Closes every session.</summary>
    public async ValueTask DisposeAsync()
    {
        Walk[] open;
        lock (_gate)
        {
            open = [.. _open.Values];
            _open.Clear();
        }
        foreach (var walk in open) await walk.DisposeAsync();
        journal.Dispose();
    }

    private DirectionGuide Guide(IGenerator generator)
    {
        var name = generator.Manifest.Name;
        return _guides.TryGetValue(name, out var guide) ? guide : _guides[name] = new DirectionGuide(generator, options.Time);
    }
}
