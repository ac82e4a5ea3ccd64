using System.Numerics;
using Rhumb.Generators.Shapes;

namespace Rhumb.Tests.Rhumb.Generators.Shapes;

public sealed class MarchingCubesTests
{
    [Fact]
    public void EveryRandomSignGridGivesASoundMeshThatCanBeClosedAndEnclosesTheSolid()
    {
        var random = new Random(1);
        foreach (var density in new[] { 0.05, 0.2, 0.5, 0.8, 0.97 })
            for (var trial = 0; trial < 60; trial++)
            {
                var grid = Random(random, 2 + random.Next(9), density, random.Next(3) == 0);
                var mesh = MarchingCubes.Mesh(grid);
                Assert.Equal(new MeshCheck(0, 0, 0, 0), MeshCheck.Of(mesh));
                if (mesh.VertexCount > 0)
                    Assert.True(mesh.Volume() > 0);
            }
    }

    [Fact]
    public void EveryPatternOfTwoNeighbouringCellsIsSound()
    {
        // All 2¹² signs of 2 × 2 × 3 samples: each pair of patterns that can meet at a face.
        for (var pattern = 0; pattern < 4096; pattern++)
        {
            var grid = new FieldGrid(new SampleGrid(3));
            for (var x = 0; x < 3; x++)
                for (var y = 0; y < 3; y++)
                    for (var z = 0; z < 3; z++)
                        grid.Set(grid.Padded(x + 1, y + 1, z + 1), x < 2 && y < 2 && (pattern >> (x * 6 + y * 3 + z) & 1) != 0 ? 1 : -1);
            Assert.True(MeshCheck.Of(MarchingCubes.Mesh(grid)).IsSound, $"pattern {pattern}");
        }
    }

    [Fact]
    public async Task MeshesOfAnalyticSolidsHaveTheirVolumeAndArea()
    {
        const double r = 0.3;
        var grid = await DenseScan.EvaluateAsync(new SolidField(SolidField.Sphere(Vector3.Zero, (float)r)), new SampleGrid(48), default);
        var mesh = MarchingCubes.Mesh(grid);
        Assert.Equal(4 / 3.0 * Math.PI * r * r * r, mesh.Volume(), 0.001);
        Assert.Equal(4 * Math.PI * r * r, mesh.Area(), 0.01);
        Assert.Equal(0.6f, mesh.Bounds().Size.Y, 0.001f);
        for (var v = 0; v < mesh.VertexCount; v++)
            Assert.True(Vector3.Dot(mesh.Normal(v), Vector3.Normalize(mesh.Vertex(v))) > 0.99f);
    }

    [Fact]
    public async Task ASolidThatFillsTheCubeIsClosedAtItsFaces()
    {
        var mesh = MarchingCubes.Mesh(await DenseScan.EvaluateAsync(new SolidField(_ => 1), new SampleGrid(8), default));
        Assert.True(MeshCheck.Of(mesh).IsSound);
        Assert.Equal(new BoundingBox(new(-0.5f), new(0.5f)), mesh.Bounds());
        Assert.InRange(mesh.Volume(), 0.97, 1);
    }

    [Fact]
    public async Task PartsOfTheMeshAreTheSixConnectedComponents()
    {
        foreach (var (name, field) in SolidField.All())
        {
            var grid = await DenseScan.EvaluateAsync(field, new SampleGrid(32), default);
            var mesh = MarchingCubes.Mesh(grid);
            Assert.True(MeshCheck.Of(mesh).IsSound, name);
            if (name is "two parts" or "torus" or "sphere")
                Assert.Equal(grid.ToSolid().ComponentSizes().Count, Parts(mesh));
        }
    }

    [Fact]
    public void AnEmptyGridGivesAnEmptyMesh() =>
        Assert.Equal(0, MarchingCubes.Mesh(Random(new Random(1), 4, 0, false)).TriangleCount);

    private static FieldGrid Random(Random random, int n, double density, bool extreme)
    {
        var grid = new FieldGrid(new SampleGrid(n));
        for (var x = 1; x <= n; x++)
            for (var y = 1; y <= n; y++)
                for (var z = 1; z <= n; z++)
                {
                    var magnitude = extreme ? random.Next(4) switch { 0 => float.PositiveInfinity, 1 => 1e-30f, 2 => 1e30f, _ => 1f } : random.NextSingle() + 1e-6f;
                    grid.Set(grid.Padded(x, y, z), random.NextDouble() < density ? magnitude : -magnitude);
                }
        return grid;
    }

    private static int Parts(Mesh mesh)
    {
        var root = Enumerable.Range(0, mesh.VertexCount).ToArray();
        int Find(int v) => root[v] == v ? v : root[v] = Find(root[v]);
        for (var i = 0; i < mesh.Triangles.Length; i += 3)
        {
            root[Find(mesh.Triangles[i])] = Find(mesh.Triangles[i + 1]);
            root[Find(mesh.Triangles[i])] = Find(mesh.Triangles[i + 2]);
        }
        return root.Where((r, v) => r == v).Count();
    }
}
