using System.Globalization;
using System.Text.Json.Serialization;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;

namespace Rhumb.Generators;

/// <summary>One number or several, as the continuous codes of an InfoGAN or the strength of an effect: float [B, k].</summary>
/// <param name="Name">Name of the graph input that it feeds.</param>
/// <param name="Low">The least that may be chosen.</param>
/// <param name="High">The most that may be chosen.</param>
/// <param name="Count">k.</param>
public sealed record NumberCondition(string Name, double Low = -1, double High = 1, int Count = 1) : Condition(Name)
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Range => FormattableString.Invariant($"{(Count == 1 ? "a number" : $"{Count} numbers, separated by commas,")} from {Low} to {High}");

    /// <inheritdoc/>
    public override string Read(string value) => Write(Numbers(value));

    internal override string Draw(RandomStream random) => Write([.. Enumerable.Range(0, Count).Select(_ => (float)random.Uniform(Low, High))]);

    internal override (ElementType Type, long[] Shape) Input => (ElementType.Float, [1, Count]);

    internal override Tensor Encode(IReadOnlyList<string> values) => Tensor.Create<float>([.. values.SelectMany(Numbers)], values.Count, Count);

    private float[] Numbers(string value)
    {
        var typed = value.Split(',');
        var numbers = new float[typed.Length];
        for (var i = 0; i < typed.Length; i++)
            if (!float.TryParse(typed[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !(numbers[i] >= (float)Low && numbers[i] <= (float)High))
                throw Unfit(value);
        return numbers.Length == Count ? numbers : throw Unfit(value);
    }

    private RhumbException Unfit(string value) => new RhumbException($"'{Name}' is {Range}, not '{value}'.");

    private static string Write(float[] numbers) => string.Join(",", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
}
