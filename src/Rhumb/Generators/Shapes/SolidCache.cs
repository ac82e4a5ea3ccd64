namespace Rhumb.Generators.Shapes;

/// <summary>The solids of the latents decoded last: the centre of a line is compared with many others.</summary>
internal sealed class SolidCache(int capacity)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(float[] Z, VoxelSolid Solid)> _recent = [];

    public VoxelSolid? Find(float[] z)
    {
        lock (_gate)
        {
            for (var node = _recent.First; node is not null; node = node.Next)
                if (node.Value.Z.AsSpan().SequenceEqual(z))
                {
                    _recent.Remove(node);
                    _recent.AddFirst(node);
                    return node.Value.Solid;
                }
            return null;
        }
    }

    public void Add(float[] z, VoxelSolid solid)
    {
        lock (_gate)
        {
            _recent.AddFirst((z, solid));
            if (_recent.Count > capacity)
                _recent.RemoveLast();
        }
    }
}
