namespace Rhumb.Benchmarks.Studies;

/// <summary>Times of repeated work.</summary>
internal sealed class Timing
{
    private readonly List<TimeSpan> _times = [];

    /// <summary>Number of measurements.</summary>
    public int Count => _times.Count;

    /// <summary>Runs <paramref name="work"/>, keeps its time and returns its result.</summary>
    public async Task<T> MeasureAsync<T>(Func<Task<T>> work)
    {
        var from = TimeProvider.System.GetTimestamp();
        var result = await work();
        _times.Add(TimeProvider.System.GetElapsedTime(from));
        return result;
    }

    /// <summary>The time that <paramref name="share"/> of the measurements do not exceed.</summary>
    public TimeSpan Quantile(double share) => _times.Order().ElementAt((int)Math.Min(_times.Count - 1, share * _times.Count));

    /// <summary>The middle one.</summary>
    public TimeSpan Median => Quantile(0.5);
}
