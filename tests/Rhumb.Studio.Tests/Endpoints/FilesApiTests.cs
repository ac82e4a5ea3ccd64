using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Rhumb.Studio.Tests.Chairs;

namespace Rhumb.Studio.Tests.Endpoints;

public sealed class FilesApiTests : StudioApiTests
{
    [Theory]
    [InlineData("glb", "model/gltf-binary")]
    [InlineData("obj", "model/obj")]
    [InlineData("stl", "model/stl")]
    public async Task An_exported_shape_opens_again_where_it_was_made(string format, string type)
    {
        var id = await WalkAsync();
        var response = await Api.Client.GetAsync($"/api/sessions/{id}/export?format={format}&size=0.9", TestContext.Current.CancellationToken);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        var file = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        var opened = await Api.OpenAsync(file, $"my {format} 椅.{format}");
        Assert.Single(opened["path"]!.AsArray());
        var again = await Api.Client.GetByteArrayAsync($"/api/sessions/{(string)opened["id"]!}/export?format={format}&size=0.9", TestContext.Current.CancellationToken);
        if (format == "obj") Assert.Equal(Vertices(file), Vertices(again));
        else Assert.Equal(file.Length > 1000, again.Length > 1000);
    }

    [Fact]
    public async Task A_shape_is_exported_at_its_size_and_upwards_as_asked()
    {
        var id = await WalkAsync();
        foreach (var (up, axis) in new[] { ("y", 1), ("z", 2) })
        {
            var vertices = Vertices(await Api.Client.GetByteArrayAsync($"/api/sessions/{id}/export?format=obj&up={up}&size=2", TestContext.Current.CancellationToken));
            var sides = Enumerable.Range(0, 3).Select(a => vertices.Max(v => v[a]) - vertices.Min(v => v[a])).ToArray();
            Assert.Equal(2, sides.Max(), 3);
            Assert.Equal(axis, Array.IndexOf(sides, sides.Max()));   // a chair is tallest upwards
        }
        Assert.Equal(400, (await Api.RefusalAsync(await Api.Client.GetAsync($"/api/sessions/{id}/export?size=-1", TestContext.Current.CancellationToken))).Status);
        Assert.Equal(400, (await Api.RefusalAsync(await Api.Client.GetAsync($"/api/sessions/{id}/export?format=fbx", TestContext.Current.CancellationToken))).Status);
    }

    [Fact]
    public async Task A_shape_is_exported_as_finely_as_asked()
    {
        var id = await WalkAsync();
        var counts = new List<int>();
        foreach (var detail in new[] { "detail=draft", "detail=full", "detail=export", "" })
            counts.Add(Vertices(await Api.Client.GetByteArrayAsync($"/api/sessions/{id}/export?format=obj&{detail}", TestContext.Current.CancellationToken)).Length);
        Assert.True(counts[0] < counts[1] && counts[1] < counts[2], string.Join(' ', counts));
        Assert.Equal(counts[2], counts[3]);
        Assert.Equal(400, (await Api.RefusalAsync(await Api.Client.GetAsync($"/api/sessions/{id}/export?detail=finest", TestContext.Current.CancellationToken))).Status);
    }

    [Fact]
    public async Task A_session_file_brings_the_whole_history_to_another_studio()
    {
        var id = await WalkAsync();
        var before = await Api.GetAsync($"/api/sessions/{id}");
        var file = await Api.Client.GetByteArrayAsync($"/api/sessions/{id}/file", TestContext.Current.CancellationToken);
        await using var other = await ChairStudio.StartAsync();
        using var api = new Api(other.Client);
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        var response = await api.Client.PostAsync("/api/files", content, TestContext.Current.CancellationToken);
        var opened = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(before["path"]!.ToJsonString(), opened["path"]!.ToJsonString());
        Assert.Equal(before["place"]!.ToJsonString(), opened["place"]!.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("{\"schema\":\"rhumb-session/1\",\"id\":\"x\",\"entries\":[]}")]
    [InlineData("glTF but not really")]
    [InlineData("{\"rhumbRecipe\":1,\"model\":\"chair\",\"point\":{\"blocks\":{\"z\":[1,2]},\"conditions\":{},\"noiseSeed\":0},\"credit\":\"\",\"licence\":\"\"}")]
    [InlineData("{\"rhumbRecipe\":1,\"model\":\"sofa\",\"point\":{\"blocks\":{\"z\":[1,2]},\"conditions\":{},\"noiseSeed\":0},\"credit\":\"\",\"licence\":\"\"}")]
    public async Task Other_files_are_refused_with_a_sentence(string file)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        var refused = await Api.RefusalAsync(await Api.Client.PostAsync("/api/files", content, TestContext.Current.CancellationToken));
        Assert.InRange(refused.Status, 400, 409);
        Assert.EndsWith(".", refused.Detail);
        Assert.Equal(0, (int)(await Api.GetAsync("/api/sessions"))["total"]!);
    }

    private async Task<string> WalkAsync()
    {
        var id = (string)(await Api.CreateAsync())["id"]!;
        await Api.ActReadyAsync(id, new { kind = "next", place = new[] { 0.6 } });
        await Api.ActAsync(id, new { kind = "move", place = new[] { -0.3 } });
        return id;
    }

    private static double[][] Vertices(byte[] obj) =>
        [.. Encoding.UTF8.GetString(obj).Split('\n').Where(line => line.StartsWith("v ", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(3).Select(double.Parse).ToArray())];
}
