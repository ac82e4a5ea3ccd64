using Rhumb.Media;

namespace Rhumb.Tests.Rhumb.Media;

public sealed class RecipeTests
{
    /// <summary>What a recipe lacks is said when it is read, not where it is used.</summary>
    [Theory]
    [InlineData("\"point\":{\"blocks\":{\"z\":null},\"conditions\":{}}")]
    [InlineData("\"point\":{\"blocks\":{\"z\":[1]},\"conditions\":{\"time\":null}}")]
    [InlineData("\"point\":null")]
    [InlineData("\"point\":{\"blocks\":{\"z\":[1]},\"conditions\":{}},\"path\":[null]")]
    [InlineData("\"point\":{\"blocks\":{\"z\":[1]},\"conditions\":{}},\"path\":[{\"blocks\":{\"z\":null},\"conditions\":{}}]")]
    public void Nulls_are_damage(string part)
    {
        var json = $$"""{"rhumbRecipe":1,"model":"seat",{{part}},"credit":"","licence":""}""";
        Assert.Contains("damaged", Assert.Throws<RhumbException>(() => Recipe.Parse(json, "a.json")).Message, StringComparison.Ordinal);
    }
}
