using Rhumb.Studio.Frames;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Frames;
using Rhumb.Studio.Tests.Prints;
using Rhumb.Studio.Tests.Tones;

namespace Rhumb.Studio.Tests.Endpoints;

public sealed class GeneratorsApiTests
{
    [Fact]
    public async Task Kinds_stand_side_by_side_and_a_session_with_a_samples_seed_begins_there()
    {
        await using var studio = await ChairStudio.StartAsync(generators: [new ChairGenerator(), PrintGenerator.Open(), ToneStudio.Open()]);
        using var api = new Api(studio.Client);
        var generators = (await api.GetAsync("/api/generators")).AsArray();
        Assert.Equal([("chair", "shape"), ("prints", "image"), ("tones", "sound")], generators.Select(one => ((string)one!["name"]!, (string)one["kind"]!)));
        Assert.Equal(["disc", "stripes", "square"], generators[1]!["manifest"]!["conditions"]![0]!["classes"]!.AsArray().Select(one => (string)one!));
        Assert.Null(generators[1]!["metres"]);
        foreach (var name in (string[])["chair", "prints", "tones"])
        {
            var sample = await api.Client.GetByteArrayAsync($"/api/generators/{name}/samples/11", TestContext.Current.CancellationToken);
            var other = await api.Client.GetByteArrayAsync($"/api/generators/{name}/samples/12", TestContext.Current.CancellationToken);
            Assert.NotEqual(sample, other);
            var session = await api.CreateAsync(11, name);
            using var page = await FramePage.ConnectAsync(new Uri(studio.Url), (string)session["id"]!);
            await page.SendAsync(5, FrameChannel.Picture, 0, []);
            Assert.Equal(sample[16..], (await page.FrameAsync(5))[16..]);
        }
        Assert.Equal(409, (await Api.RefusalAsync(await api.Client.GetAsync("/api/generators/sofa/samples/1", TestContext.Current.CancellationToken))).Status);
    }
}
