using Microsoft.Extensions.Hosting;
using Rhumb.Generators.Shapes;
using Rhumb.Runtime;

namespace Rhumb.Studio.Frames;

/// <summary>Finds how fine a draft may be on this machine; it also runs everything once, so that the first person does not wait for that.</summary>
internal sealed class DraftFitting(StudioOptions options) : BackgroundService
{
    /// <summary>What a draft may take to decode, so that with meshing and the way to the page a frame stays within 100 ms.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(75);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var shapes in options.Generators.OfType<ShapeGenerator>())
                await Task.Run(() => shapes.FitDraftAsync(options.Time, Budget, stoppingToken), stoppingToken);
        }
        catch (Exception error) when (error is OperationCanceledException or RhumbException or RuntimeException)
        {
            // The studio closes; or the generator fails, which the first frame will say.
        }
    }
}
