using Rhumb.Generators.Shapes;
using Rhumb.Tests.Training.Data;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;

namespace Rhumb.Tests.Training.Evaluation;

public sealed class ComparisonTests
{
    [Fact]
    public void A_shift_by_one_cell_agrees_and_by_two_does_not()
    {
        var truth = Models.Box(32, 8, 20, 8, 20, 8, 20);
        Assert.Equal(1, SurfaceAgreement.Of(truth, truth).FScore);
        Assert.Equal(1, SurfaceAgreement.Of(Models.Box(32, 9, 21, 8, 20, 8, 20), truth).FScore);
        Assert.InRange(SurfaceAgreement.Of(Models.Box(32, 10, 22, 8, 20, 8, 20), truth).FScore, 0.6, 0.95);
    }

    [Fact]
    public void Precision_sees_what_is_too_much_and_recall_what_is_missing()
    {
        var truth = Models.Box(32, 8, 20, 8, 20, 8, 20);
        var more = Models.Box(32, 8, 20, 8, 20, 8, 20);
        more[1, 1, 1] = true;
        var agreement = SurfaceAgreement.Of(more, truth);
        Assert.Equal(1, agreement.Recall);
        Assert.True(agreement.Precision < 1);
        var swapped = SurfaceAgreement.Of(truth, more);
        Assert.Equal((agreement.Precision, agreement.Recall), (swapped.Recall, swapped.Precision));
    }

    [Fact]
    public void Nothing_agrees_with_nothing_and_with_nothing_else()
    {
        var (nothing, something) = (new VoxelSolid(16), Models.Box(16, 4, 8, 4, 8, 4, 8));
        Assert.Equal(1, SurfaceAgreement.Of(nothing, nothing).FScore);
        Assert.Equal(0, SurfaceAgreement.Of(nothing, something).FScore);
        Assert.Throws<ArgumentException>(() => SurfaceAgreement.Of(nothing, new VoxelSolid(8)));
    }

    [Fact]
    public void Any_box_is_canonically_the_whole_cube()
    {
        Assert.Equal(16 * 16 * 16, CanonicalSolid.Of(Models.Box(40, 3, 9, 0, 39, 17, 18), 16).Occupied);
        Assert.Equal(0, CanonicalSolid.Of(new VoxelSolid(40), 16).Occupied);
    }

    [Fact]
    public void The_nearest_shape_is_found_stretched_and_mirrored()
    {
        VoxelSolid[] training = [.. Enumerable.Range(0, 5).Select(i => Models.Blobs(48, 20 + i))];
        var nearest = new NearestShapes(training, 32);
        for (var i = 0; i < training.Length; i++)
        {
            Assert.Equal((i, 1.0), nearest.Find(training[i]));
            var (index, similarity) = nearest.Find(training[i].Sample(96, new ShapeVariant(true, new(0.8f, 0.6f, 0.9f))));
            Assert.Equal(i, index);
            Assert.InRange(similarity, 0.85, 1);
        }
    }
}
