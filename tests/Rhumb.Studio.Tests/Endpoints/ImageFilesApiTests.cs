using System.Buffers.Binary;
using System.Text;
using Rhumb.Media;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Prints;

namespace Rhumb.Studio.Tests.Endpoints;

public sealed class ImageFilesApiTests() : StudioApiTests(() => PrintGenerator.Open())
{
    [Fact]
    public async Task An_exported_picture_carries_recipe_and_credit_and_opens_again_where_it_was_made()
    {
        var id = await WalkAsync();
        var response = await Api.Client.GetAsync($"/api/sessions/{id}/export", TestContext.Current.CancellationToken);
        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        var file = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal((48, 32), Size(file));
        var recipe = RecipeFile.Read(file, "a.png");
        Assert.Equal(("prints", "square"), (recipe.Model, recipe.Point.Conditions["motif"]));
        Assert.Equal(3, recipe.Path.Count);
        Assert.Contains("The tests", recipe.Credit);

        var opened = await Api.OpenAsync(file, "a print 图.png");
        Assert.Equal("square", (string)opened["conditions"]!["motif"]!);
        var again = await Api.Client.GetByteArrayAsync($"/api/sessions/{(string)opened["id"]!}/export?format=png", TestContext.Current.CancellationToken);
        Assert.Equal(Pixels(file), Pixels(again));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Each_pixel_becomes_a_square(int scale)
    {
        var id = await WalkAsync();
        var file = await Api.Client.GetByteArrayAsync($"/api/sessions/{id}/export?scale={scale}", TestContext.Current.CancellationToken);
        Assert.Equal((48 * scale, 32 * scale), Size(file));
        Assert.Equal("prints", RecipeFile.Read(file, "a.png").Model);
    }

    [Theory]
    [InlineData("format=glb")]
    [InlineData("scale=0")]
    [InlineData("scale=-2")]
    [InlineData("scale=171")]   // 8208 pixels
    [InlineData("up=z")]
    [InlineData("size=1")]
    [InlineData("detail=full")]
    public async Task What_does_not_apply_is_refused(string query)
    {
        var id = (string)(await Api.CreateAsync())["id"]!;
        var refused = await Api.RefusalAsync(await Api.Client.GetAsync($"/api/sessions/{id}/export?{query}", TestContext.Current.CancellationToken));
        Assert.Equal(400, refused.Status);
        Assert.NotEqual("", refused.Remedy);
    }

    [Theory]
    [InlineData("{}", "disc, stripes, square")]
    [InlineData("{\"motif\":\"hexagon\"}", "hexagon")]
    public async Task A_recipe_whose_class_does_not_fit_is_refused(string conditions, string part)
    {
        var recipe = $$"""{"rhumbRecipe":1,"model":"prints","point":{"blocks":{"z":[0,0,0,0,0,0]},"conditions":{{conditions}},"noiseSeed":0},"credit":"","licence":""}""";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(recipe));
        var refused = await Api.RefusalAsync(await Api.Client.PostAsync("/api/files", content, TestContext.Current.CancellationToken));
        Assert.Equal(409, refused.Status);
        Assert.Contains(part, refused.Detail);
    }

    private async Task<string> WalkAsync()
    {
        var id = (string)(await Api.PostAsync("/api/sessions", new { seed = 7, conditions = new { motif = "disc" } }))["id"]!;
        await Api.ReadyAsync(id);
        await Api.ActReadyAsync(id, new { kind = "next", place = new[] { 0.6 } });
        await Api.ActReadyAsync(id, new { kind = "choose", conditions = new { motif = "square" } });
        await Api.ActAsync(id, new { kind = "move", place = new[] { -0.3 } });
        return id;
    }

    private static (int Width, int Height) Size(byte[] png) => (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));

    private static byte[] Pixels(byte[] png) => png[png.AsSpan().IndexOf("IDAT"u8)..];
}
