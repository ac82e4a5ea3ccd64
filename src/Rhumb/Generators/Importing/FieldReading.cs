using Rhumb.Autodiff.Graphs;
using Rhumb.Runtime;

namespace Rhumb.Generators.Importing;

/// <summary>Where the solid of an implicit network is, read off the fields of some codes.</summary>
/// <param name="Low">Lower face of the cube that holds the shapes.</param>
/// <param name="High">Upper face.</param>
/// <param name="IsoLevel">The field on the surface.</param>
/// <param name="IsInsideNegative">Whether the field is below that inside, as signed distances are.</param>
internal sealed record FieldReading(float Low, float High, float IsoLevel, bool IsInsideNegative)
{
    private const int Codes = 6, Side = 25;

    // Faces count as outside where all but this share of their points are.
    private const double Stray = 0.002;

    // Cubes that shapes are trained in: IM-NET's, DeepSDF's.
    private static readonly (float Low, float High)[] Cubes = [(-0.5f, 0.5f), (-1, 1)];

    /// <summary>The reading; null, with questions added, where the samples leave something open.</summary>
    /// <param name="formed">The model (z, points) → field.</param>
    /// <param name="space">Where codes are drawn from.</param>
    /// <param name="answers">What is known.</param>
    /// <param name="questions">Receives what is open.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RhumbException">Fields hold NaN, do not depend on the code, or no sample has a surface.</exception>
    public static async Task<FieldReading?> OfAsync(Model formed, LatentSpace space, ImportAnswers answers, List<ImportQuestion> questions, CancellationToken cancellation)
    {
        using var graph = GraphRuntime.Compile(formed);
        var candidates = answers.Bounds is { } given ? [given] : Cubes;
        var crosses = false;
        foreach (var (low, high) in candidates)
        {
            var fields = new List<float[]>();
            for (var i = 0; i < Codes; i++)
                fields.Add(await FieldForms.RunAsync(graph, space.Flatten(space.Sample(0, i)), Grid(low, high), cancellation));
            Check(fields);
            var iso = answers.IsoLevel ?? Level(formed, fields);
            var faces = fields.SelectMany(OnFaces).ToList();
            var negative = answers.IsInsideNegative ?? faces.Count(value => value > iso) > faces.Count / 2;
            bool IsInside(float value) => negative ? value < iso : value > iso;
            if (!fields.Exists(field => Array.Exists(field, IsInside)) || fields.TrueForAll(field => Array.TrueForAll(field, IsInside)))
                continue;
            crosses = true;
            if (answers.Bounds is not null || faces.Count(IsInside) <= Stray * faces.Count)
                return new FieldReading(low, high, iso, negative);
        }
        if (!crosses)
            throw new RhumbException("The field of no sample has a surface where it was looked for; choose others with --prior, --iso, --inside or --bounds.");
        questions.Add(new ImportQuestion("--bounds LOW,HIGH", "its shapes end neither within -0.5 and 0.5 nor within -1 and 1, so the cube that holds them is not known"));
        return null;
    }

    // A last sigmoid is an occupancy, and so is what samples fill from 0 to 1, as IM-NET's clamp does; all else is a distance.
    private static float Level(Model formed, List<float[]> fields)
    {
        if (ValueRange.Of(formed.Graph, formed.Graph.Outputs[0]) is { } range)
            return (range.Low + range.High) / 2;
        var (low, high) = ValueRange.Spread([.. fields.SelectMany(field => field)]);
        return low >= -0.05f * high && high is > 0.3f and <= 1.1f ? 0.5f : 0;
    }

    private static void Check(List<float[]> fields)
    {
        if (fields.Any(field => !Array.TrueForAll(field, float.IsFinite)))
            throw new RhumbException("The field of a sample holds NaN or infinity: the prior does not fit the model; choose another with --prior.");
        if (fields.TrueForAll(field => field.AsSpan().SequenceEqual(fields[0])))
            throw new RhumbException("All samples are equal: the field does not depend on the code; choose the right input with --latent NAME.");
    }

    private static float[] Grid(float low, float high)
    {
        var points = new float[3 * Side * Side * Side];
        for (var i = 0; i < points.Length / 3; i++)
            for (var axis = 0; axis < 3; axis++)
                points[(3 * i) + axis] = low + ((high - low) * Index(i, axis) / (Side - 1));
        return points;
    }

    private static IEnumerable<float> OnFaces(float[] field) =>
        field.Where((_, i) => Enumerable.Range(0, 3).Any(axis => Index(i, axis) is 0 or Side - 1));

    private static int Index(int i, int axis) => axis switch { 0 => i / (Side * Side), 1 => i / Side % Side, _ => i % Side };
}
