using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Classification losses: standard functions, by expansion.</summary>
internal static class Losses
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("NegativeLogLikelihoodLoss") { Since = 12, Expansion = c => [Likelihood(c, c.X())] },
        new("SoftmaxCrossEntropyLoss") { Since = 12, Expansion = CrossEntropy },
    ];

    private static IReadOnlyList<Value?> CrossEntropy(ExpansionContext c)
    {
        var logits = c.G.LogSoftmax(c.X(), 1);
        return [Likelihood(c, c.X().With(logits)), logits];
    }

    // −w[t] x[t] over classes on axis 1; then the sum, or the sum over the sum of weights.
    private static Value Likelihood(ExpansionContext c, Term x)
    {
        var (target, weight) = Weighted(c, x.Value.ElementType);
        long[] one = [target.Shape[0], 1, .. target.Shape[1..]];
        var picked = c.G.Emit("GatherElements", [x, c.G.Reshape(target, one)], x.Value.ElementType, one, new() { { "axis", 1 } });
        var loss = c.G.Neg(c.G.Reshape(picked, target.Shape));
        var weighted = weight is null ? loss : c.G.Mul(loss, weight);
        int[] all = [.. Enumerable.Range(0, loss.Rank)];
        return c.Attributes.String("reduction", "mean") switch
        {
            "none" => weighted,
            "sum" => c.G.ReduceSum(weighted, all),
            _ when weight is null => c.G.ReduceMean(weighted, all),
            _ => c.G.Div(c.G.ReduceSum(weighted, all), c.G.ReduceSum(weight, all)),
        };
    }

    // The targets, and what each weighs; ignored ones weigh nothing, and pick the first class so that they pick one.
    private static (Value Target, Value? Weight) Weighted(ExpansionContext c, ElementType type)
    {
        var target = c.G.Cast(c.X(1), ElementType.Int64);
        Value? weight = null;
        if (c.Attributes.Has("ignore_index"))
        {
            var ignored = c.G.Equal(target, c.G.Scalar(c.Attributes.Int("ignore_index", 0), ElementType.Int64));
            target = c.G.Where(ignored, c.G.Scalar(0, ElementType.Int64), target);
            weight = c.G.Cast(c.G.Not(ignored), type);
        }
        if (!c.Has(2))
            return (target, weight);
        var each = c.G.Gather(c.X(2), target, 0);
        return (target, weight is null ? each : c.G.Mul(weight, each));
    }
}
