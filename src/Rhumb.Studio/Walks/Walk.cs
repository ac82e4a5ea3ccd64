using Rhumb.Generators;
using Rhumb.Sessions;
using Rhumb.Studio.Endpoints;

namespace Rhumb.Studio.Walks;

/// <summary>
/// One open session: what a person does is written to the journal before it is acknowledged, and directions are computed behind it.
/// All that survives is in the journal.
/// </summary>
internal sealed class Walk : IAsyncDisposable
{
    private readonly SessionJournal _journal;
    private readonly DirectionGuide _guide;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _listening = new();
    private readonly List<Action> _listeners = [];
    private readonly List<(CancellationTokenSource Stop, Task Work)> _jobs = [];
    private volatile WalkState _state;
    private volatile RhumbException? _failure;

    public Walk(string id, IGenerator generator, WalkState state, SessionJournal journal, DirectionGuide guide, TimeProvider time)
    {
        (Id, Generator, _state, _journal, _guide, _time) = (id, generator, state, journal, guide, time);
        Begin(state.Session, supersedes: false);
    }

    /// <summary>The session's id.</summary>
    public string Id { get; }

    /// <summary>Its generator.</summary>
    public IGenerator Generator { get; }

    /// <summary>The state that was acknowledged last.</summary>
    public WalkState State => _state;

    /// <summary>Why no directions could be found at the open node; null while all is well.</summary>
    public RhumbException? Failure => _failure;

    /// <summary>Does what <paramref name="action"/> says; on return it is on the disk.</summary>
    /// <exception cref="RhumbException">It does not fit; nothing has happened then.</exception>
    public async Task<WalkState> ActAsync(SessionAction action, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            // Checked as a whole before anything is written.
            var (events, state) = (new List<SessionEvent>(), _state);
            foreach (var happened in action.Events(() => state, Generator))
            {
                state = state.Apply(happened);
                events.Add(happened);
            }
            foreach (var happened in events) Append(happened);
            if (events.Count == 0 && action is not FindDirections) return _state;
            // What failed is tried again, or another step is open.
            _failure = null;
            Begin(_state.Session, supersedes: events is not [Accepted or AnotherDirection]);
            return _state;
        }
        finally
        {
            _turn.Release();
            Tell();
        }
    }

    /// <summary>Calls <paramref name="changed"/> after each change, until the result is disposed.</summary>
    public IDisposable Listen(Action changed)
    {
        lock (_listening) _listeners.Add(changed);
        return new Ear(this, changed);
    }

    /// <summary>Stops the work in the background.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Task[] work;
        lock (_jobs) work = [.. _jobs.Select(job => job.Work)];
        await Task.WhenAll(work);
        lock (_jobs) _jobs.RemoveAll(IsOver);
        _closing.Dispose();
        _turn.Dispose();
    }

    private void Append(SessionEvent happened)
    {
        var next = _state.Apply(happened);
        _journal.Append(Id, _state.Session.Length, happened, _time.GetUtcNow());
        _state = next;
    }

    /// <summary>Directions for the open node, or else those that Next would need; in the background.</summary>
    /// <param name="session">The session as it is now.</param>
    /// <param name="supersedes">Whether what was begun before is no longer wanted. Next wants just what was prepared for it.</param>
    private void Begin(Session session, bool supersedes)
    {
        var mine = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        lock (_jobs)
        {
            if (supersedes)
                foreach (var job in _jobs) job.Stop.Cancel();
            _jobs.RemoveAll(IsOver);
            var token = mine.Token;
            _jobs.Add((mine, Task.Run(() => ComputeAsync(session, token))));
        }
    }

    private static bool IsOver((CancellationTokenSource Stop, Task Work) job)
    {
        if (!job.Work.IsCompleted) return false;
        job.Stop.Dispose();
        return true;
    }

    /// <summary>Whether the directions that <paramref name="session"/> lacked are still waited for.</summary>
    private bool Waits(Session session)
    {
        var now = _state.Session;
        return now.NeedsDirections && now.Current == session.Current && now.SliderCount == session.SliderCount;
    }

    private async Task ComputeAsync(Session session, CancellationToken cancellation)
    {
        try
        {
            if (session.NeedsDirections) await OfferAsync(session, cancellation);
            else await _guide.PrepareNextAsync(session, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Something newer is wanted, or the studio closes.
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Prepared ahead in vain, asked for in earnest it will say so; or nobody waits any more.
            if (cancellation.IsCancellationRequested || !Waits(session)) return;
            _failure = error as RhumbException ?? new RhumbException($"The directions could not be computed: {error.Message}", error);
            Tell();
        }
    }

    private async Task OfferAsync(Session session, CancellationToken cancellation)
    {
        var offered = await _guide.OfferAsync(session, cancellation);
        await _turn.WaitAsync(cancellation);
        try
        {
            if (!Waits(session)) return;
            _failure = null;
            Append(offered);
            Begin(_state.Session, supersedes: false);
        }
        finally
        {
            _turn.Release();
        }
        Tell();
    }

    private void Tell()
    {
        Action[] listeners;
        lock (_listening) listeners = [.. _listeners];
        foreach (var listener in listeners) listener();
    }

    private sealed class Ear(Walk walk, Action changed) : IDisposable
    {
        public void Dispose()
        {
            lock (walk._listening) walk._listeners.Remove(changed);
        }
    }
}
