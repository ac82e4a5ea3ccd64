using System.Text.Json.Serialization;

namespace Rhumb.Generators;

/// <summary>One named latent input of a generator, without its batch axis.</summary>
/// <param name="Name">Name of the graph input that the block feeds.</param>
/// <param name="Shape">Shape without the batch axis, for example [128].</param>
/// <param name="Prior">Its distribution.</param>
public sealed record LatentBlock(string Name, IReadOnlyList<int> Shape, LatentPrior Prior)
{
    /// <summary>Number of coordinates, the product of <see cref="Shape"/>.</summary>
    [JsonIgnore]
    public int Count => Shape.Aggregate(1, (product, length) => checked(product * length));
}
