using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Rhumb.Generators;
using Rhumb.Subspaces;

namespace Rhumb.Sessions;

/// <summary>
/// Computes the directions that a session waits for: the spectrum at the Jacobian's node, the draw, the slider ranges. What was computed
/// is kept, so preparing the outcome of Next ahead makes Next itself immediate.
/// </summary>
/// <param name="generator">The generator; owned by the caller.</param>
/// <param name="time">Measures <see cref="Subspace.Seconds"/>.</param>
/// <param name="request">How spectra are computed; its range rule is replaced by <paramref name="ranges"/> on what is offered.</param>
/// <param name="ranges">How the ranges of offered sliders are chosen; the measured visible change where null.</param>
public sealed class DirectionGuide(IGenerator generator, TimeProvider time, SubspaceRequest? request = null, IRangeRule? ranges = null)
{
    private const int Kept = 64;

    private readonly SubspaceRequest _request = request ?? new SubspaceRequest();
    private readonly IRangeRule _ranges = ranges ?? new MeasuredChangeRange();
    private readonly Dictionary<string, Task<Subspace>> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly Lock _gate = new();

    /// <summary>The directions for the open node of <paramref name="session"/>, as the event to append. Sliders already offered there stay.</summary>
    /// <param name="session">The session; nothing in it changes.</param>
    /// <param name="cancellation">Cancels between blocks of the Jacobian.</param>
    public async Task<DirectionsOffered> OfferAsync(Session session, CancellationToken cancellation)
    {
        var node = session.Open;
        var have = node.Offer?.Rank ?? 0;
        if (node.Offer is { } complete && have >= session.SliderCount) return new DirectionsOffered(node.Id, complete);
        var spectrumKey = Key(session.Nodes[node.Jacobian].Point);
        var spectrum = await KnownAsync(spectrumKey, () => SpectrumAsync(session.Nodes[node.Jacobian].Point, cancellation), cancellation);
        var pool = Pool(session, node, spectrum);
        var missing = Math.Min(session.SliderCount, spectrum.Rank + spectrum.TailDimension) - have;
        if (missing <= 0) throw new RhumbException($"This point has only {have} directions; choose fewer sliders.");
        var offerKey = string.Create(CultureInfo.InvariantCulture, $"{spectrumKey} {Key(node.Point)} {session.Seed} {node.Id} {have} {missing} {string.Join(',', pool.Used.Order())}");
        var added = await KnownAsync(offerKey, () => new SliderDraw(generator, _ranges).DrawAsync(spectrum, node.Point, pool, session.Seed, missing, cancellation), cancellation);
        return new DirectionsOffered(node.Id, node.Offer is null ? added : node.Offer.Join(added));
    }

    /// <summary>Computes ahead what Next would need if it were pressed now.</summary>
    public async Task PrepareNextAsync(Session session, CancellationToken cancellation)
    {
        if (session.NeedsDirections) return;
        await OfferAsync(session.Apply(session.Next(generator.LatentSpace)), cancellation);
    }

    private async Task<Subspace> SpectrumAsync(Point point, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var spectrum = await SubspaceFinder.FindAsync(generator, point, _request, cancellation);
        return spectrum with { Seconds = time.GetElapsedTime(start).TotalSeconds };
    }

    /// <summary>What was drawn from this Jacobian, told by the offers of all nodes that use it.</summary>
    private static DirectionPool Pool(Session session, SessionNode open, Subspace spectrum)
    {
        var total = spectrum.Rank + spectrum.TailDimension;
        // Node and slider number the draw, so that it is the same when prepared ahead and when asked for.
        var pool = DirectionPool.Full with { Draws = (long)open.Id * (Session.MaximumSliders + 1) + (open.Offer?.Rank ?? 0) };
        foreach (var node in session.Nodes)
        {
            if (node.Jacobian != open.Jacobian || node.Offer is not { } offer) continue;
            if (total - pool.Used.Count - pool.Tail.Count < offer.Rank) pool = pool.Refilled;
            for (var i = 0; i < offer.Rank; i++)
                pool = offer.Indices[i] < 0
                    ? pool with { Tail = pool.Tail.Add(offer.Directions.Row(i).ToArray()) }
                    : pool with { Used = pool.Used.Add(offer.Indices[i]) };
        }
        return pool;
    }

    /// <summary>The kept result for a key; a failed or cancelled computation is forgotten, so that the next caller tries again.</summary>
    private async Task<Subspace> KnownAsync(string key, Func<Task<Subspace>> compute, CancellationToken cancellation)
    {
        while (true)
        {
            Task<Subspace> task;
            var own = false;
            lock (_gate)
            {
                if (!_known.TryGetValue(key, out task!))
                {
                    own = true;
                    _known[key] = task = Task.Run(compute, CancellationToken.None);   // not under the lock
                    _order.Enqueue(key);
                    while (_order.Count > Kept) _known.Remove(_order.Dequeue());
                }
            }
            try
            {
                return await task.WaitAsync(cancellation);
            }
            catch (OperationCanceledException) when (!own && !cancellation.IsCancellationRequested)
            {
                Forget(key, task);   // someone else began it and gave up: begin it again
            }
            catch
            {
                if (task.IsCompleted || own) Forget(key, task);
                throw;
            }
        }
    }

    private void Forget(string key, Task<Subspace> task)
    {
        lock (_gate)
            if (_known.TryGetValue(key, out var known) && known == task) _known.Remove(key);
    }

    private static string Key(Point point)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, values) in point.Blocks.OrderBy(block => block.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(MemoryMarshal.AsBytes<float>(values));
        }
        foreach (var (name, value) in point.Conditions.OrderBy(condition => condition.Key, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{name}={value}"));
        hash.AppendData(BitConverter.GetBytes(point.NoiseSeed));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
