using Rhumb.Runtime;

namespace Rhumb.Generators.Shapes;

/// <summary>The field of one code: the decoder's output minus the iso level.</summary>
/// <param name="decoder">The part of the decoder that depends on points: (…, points [P, 3]) → field [1, P].</param>
/// <param name="names">Names of the decoder's points and field.</param>
/// <param name="given">What was computed from the latent alone, which the field disposes.</param>
/// <param name="isoLevel">Subtracted from every value.</param>
internal sealed class DecoderField(CompiledGraph decoder, DecoderNames names, IReadOnlyDictionary<string, Tensor> given, float isoLevel) : IImplicitField, IDisposable
{
    public Task EvaluateAsync(ReadOnlyMemory<float> points, Memory<float> values, CancellationToken cancellation) =>
        values.Length == 0 ? Task.CompletedTask : Task.Run(() => Evaluate(points.Span, values.Span, cancellation), cancellation);

    public void Dispose()
    {
        foreach (var tensor in given.Values)
            tensor.Dispose();
    }

    private void Evaluate(ReadOnlySpan<float> points, Span<float> values, CancellationToken cancellation)
    {
        using var where = Tensor.Create(points, values.Length, 3);
        using var field = Tensor.Allocate(ElementType.Float, 1, values.Length);
        decoder.Run(
            new Dictionary<string, Tensor>(given, StringComparer.Ordinal) { [names.Points] = where },
            new Dictionary<string, Tensor>(StringComparer.Ordinal) { [names.Field] = field },
            cancellation);
        var logits = field.AsSpan<float>();
        for (var i = 0; i < values.Length; i++)
            values[i] = logits[i] - isoLevel;
    }
}
