using Microsoft.Extensions.Hosting;
using Rhumb.Runtime;
using Rhumb.Studio.Outputs;

namespace Rhumb.Studio.Frames;

/// <summary>Runs every generator once, so that the first person does not wait for that; shapes also find how fine a draft may be on this machine.</summary>
internal sealed class WarmUp(StudioOptions options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var generator in options.Generators)
            try
            {
                await Task.Run(() => OutputKinds.Of(generator).WarmUpAsync(generator, options.Time, stoppingToken), stoppingToken);
            }
            catch (Exception error) when (error is OperationCanceledException or RhumbException or RuntimeException)
            {
                // The studio closes; or the generator fails, which its first frame will say.
            }
    }
}
