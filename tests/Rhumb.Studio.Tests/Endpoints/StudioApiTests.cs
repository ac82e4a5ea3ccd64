using Rhumb.Generators;
using Rhumb.Studio.Tests.Chairs;

namespace Rhumb.Studio.Tests.Endpoints;

/// <summary>Tests that talk to a studio of their own, with the chairs or with another generator.</summary>
public abstract class StudioApiTests : IAsyncLifetime
{
    private readonly Func<IGenerator>? _generator;

    private protected StudioApiTests(Func<IGenerator>? generator = null) => _generator = generator;

    private protected ChairStudio Studio { get; private set; } = null!;

    private protected Api Api { get; private set; } = null!;

    public ValueTask InitializeAsync() => StartAsync(null);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Studio.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the studio and starts another one on its journal.</summary>
    private protected async Task RestartAsync()
    {
        Api.Dispose();
        await Studio.DisposeAsync();
        await StartAsync(Studio.Journal);
    }

    private async ValueTask StartAsync(string? journal)
    {
        Studio = await ChairStudio.StartAsync(journal, generators: _generator is null ? [] : [_generator()]);
        Api = new Api(Studio.Client);
    }
}
