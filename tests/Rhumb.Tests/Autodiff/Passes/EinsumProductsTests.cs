using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Autodiff.Passes;

/// <summary>Contractions of two operands become matrix products with the same result.</summary>
public sealed class EinsumProductsTests
{
    private static (TensorData Plain, Model Fast, TensorData Result) Run(string equation, long[] a, long[] b, long[] output, bool free = false)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, free ? [-1, .. a[1..]] : a);
        var y = g.Emit("Einsum", [x, g.Constant(GraphRuns.Floats(1, b))], ElementType.Float, free ? [-1, .. output[1..]] : output, new() { { "equation", equation } });
        var model = GraphRuns.Model(g, [x], g.Named("y", y));
        var fast = model with { Graph = FastForms.Run(model.Graph, new VaryingLengths(model.Graph)) };
        var values = GraphRuns.Floats(2, a);
        return (GraphRuns.Run(model, ("x", values))["y"], fast, GraphRuns.Run(fast, ("x", values))["y"]);
    }

    // Attention's six contractions, K in front, and folds, exchanges and orders that need a transposition.
    [Theory]
    [InlineData("kbhcq,bhcj->kbhqj"), InlineData("kbhqj,bhcj->kbhcq"), InlineData("kbhqj,bhcq->kbhcj"), InlineData("bhcq,kbhcj->kbhqj"), InlineData("kbhcj,bhqj->kbhcq")]
    [InlineData("kij,jm->kim"), InlineData("kj,mj->km"), InlineData("kabc,cbd->kad"), InlineData("kacb,cbd->kad"), InlineData("kcab,bcm->kam"), InlineData("kxby,bym->kbxm")]
    public void A_contraction_is_a_product(string equation)
    {
        var random = new RandomStream(equation.GetHashCode(StringComparison.Ordinal) & 0xffff);
        var lengths = equation.Where(char.IsLetter).Distinct().ToDictionary(label => label, _ => 2L + random.Index(3));
        var terms = equation.Split(',', '>').Select(term => term.TrimEnd('-')).Select(term => term.Select(label => lengths[label]).ToArray()).ToArray();
        foreach (var free in equation[0] == 'k' && equation.Contains(">k", StringComparison.Ordinal) ? (bool[])[false, true] : [false])
        {
            var (plain, fast, result) = Run(equation, terms[0], terms[1], terms[2], free);
            GraphRuns.AssertEqual(plain, result);
            Assert.Contains(fast.Graph.Nodes, node => node.OpType == "MatMul");
            Assert.DoesNotContain(fast.Graph.Nodes, node => node.OpType == "Einsum");
        }
    }

    /// <summary>Ellipses and outputs that the equation leaves out; the batch of the ellipsis is broadcast by the product.</summary>
    [Theory, InlineData("ij,jk", new long[] { 2, 3 }, new long[] { 3, 4 }, new long[] { 2, 4 }), InlineData("...ij,jk->...ik", new long[] { 2, 5, 2, 3 }, new long[] { 3, 4 }, new long[] { 2, 5, 2, 4 })]
    public void What_the_equation_leaves_out(string equation, long[] a, long[] b, long[] output)
    {
        var (plain, fast, result) = Run(equation, a, b, output);
        GraphRuns.AssertEqual(plain, result);
        Assert.DoesNotContain(fast.Graph.Nodes, node => node.OpType == "Einsum");
    }

    [Theory]
    [InlineData("kabc,bcd->dak", new long[] { 2, 3, 2, 2 }, new long[] { 2, 2, 3 }, new long[] { 3, 3, 2 })]
    [InlineData("ij,jk->i", new long[] { 2, 3 }, new long[] { 3, 4 }, new long[] { 2 })]
    [InlineData("ii,ij->ij", new long[] { 3, 3 }, new long[] { 3, 4 }, new long[] { 3, 4 })]
    [InlineData("i,j->ij", new long[] { 2 }, new long[] { 3 }, new long[] { 2, 3 })]
    [InlineData("bij,bj->bi", new long[] { 2, 3, 4 }, new long[] { 2, 4 }, new long[] { 2, 3 })]
    [InlineData("abi,ij->abj", new long[] { 2, 0, 3 }, new long[] { 3, 4 }, new long[] { 2, 0, 4 })]
    [InlineData("bij,bjk->bik", new long[] { 2, 3, 4 }, new long[] { 1, 4, 5 }, new long[] { 2, 3, 5 })]
    public void What_is_no_product_of_matrices_stays(string equation, long[] a, long[] b, long[] output)
    {
        var (plain, fast, result) = Run(equation, a, b, output);
        GraphRuns.AssertEqual(plain, result);
        Assert.Contains(fast.Graph.Nodes, node => node.OpType == "Einsum");
    }
}
