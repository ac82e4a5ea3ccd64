using System.Runtime.InteropServices;

namespace Rhumb.Generators.Shapes;

/// <summary>
/// Looks for components that lie between the coarse samples: from each promising sample it climbs to the nearest peak of the field (or down to the nearest hollow, inside),
/// and it walks on from the known samples over all ground from which the field may turn to the other sign within one step, on which the dots of a thin sheet lie.
/// </summary>
/// <remarks>
/// Near and flat are measured by the slope that the field has at the surface: further away the logits of an IM-NET flatten to about a third of it, so a coarse sample is promising
/// where the surface would be within <see cref="Reach"/> steps by that slope. The study <c>decode</c> tells what is found and what it costs.
/// </remarks>
internal sealed class PeakSearch
{
    /// <summary>Slopes from zero within which every coarse sample is climbed from, and those that are peaks or on a ridge among the coarse samples.</summary>
    private const double Reach = 1, RidgeReach = 2.5;

    /// <summary>Slopes from zero up to which all neighbours of a sample are looked at.</summary>
    private const double Ridge = 0.2;

    /// <summary>Slopes by which the field is thought to bend off a straight line in one step.</summary>
    private const double Bend = 0.5;

    /// <summary>Starts where no surface is known yet, so that there is no slope to judge by.</summary>
    private const int BlindStarts = 64;

    private readonly FieldGrid _grid;
    private readonly CrossedLines _crossed;
    private readonly SampleWave _wave;
    private readonly double _slope;
    private readonly List<Climber> _climbers = [];
    private readonly HashSet<Climber> _trodden = [];

    /// <summary>A search in the coarse samples of <paramref name="lattice"/> and in what follows of <paramref name="wave"/>; surfaces that it meets are added to <paramref name="crossed"/>.</summary>
    public PeakSearch(FieldGrid grid, ScanLattice lattice, CrossedLines crossed, SampleWave wave)
    {
        (_grid, _crossed, _wave, _slope) = (grid, crossed, wave, crossed.Slope);
        var starts = _slope > 0
            ? lattice.Samples.Where(at => Distance(at) < Reach * _slope).Concat(lattice.Ridges().Where(at => Distance(at) < RidgeReach * _slope))
            : lattice.Samples.OrderBy(Distance).Take(BlindStarts);
        foreach (var at in starts)
            if (new Climber(at, Math.Max(1, lattice.Spacing / 2)) is var climber && _trodden.Add(climber))
                _climbers.Add(climber);
    }

    /// <summary>Goes on with what is known by now and requests what it wants to know next; <paramref name="changed"/> are the samples evaluated since the last time.</summary>
    public void Advance(ReadOnlySpan<int> changed)
    {
        var kept = 0;
        foreach (var climber in CollectionsMarshal.AsSpan(_climbers))
            if (Climb(climber) is { } waiting)
                _climbers[kept++] = waiting;
        _climbers.RemoveRange(kept, _climbers.Count - kept);
        foreach (var at in changed)
            WalkOn(at);
    }

    /// <summary>Moves to the best neighbour at the climber's step, and halves the step where none is better. Returns it where it waits for samples, null at its end.</summary>
    private Climber? Climb(Climber climber)
    {
        while (!RequestNeighbours(climber.At, climber.Step))
        {
            var best = Best(climber);
            if (_grid.Differ(best, climber.At))
            {
                _crossed.Add(Math.Min(best, climber.At), Math.Abs(best - climber.At) / climber.Step, climber.Step);
                return null;
            }
            climber = best == climber.At ? climber with { Step = climber.Step / 2 } : climber with { At = best };
            if (climber.Step == 0 || !_trodden.Add(climber))
                return null;
        }
        return climber;
    }

    private int Best(Climber climber)
    {
        Span<int> neighbours = stackalloc int[6];
        var best = climber.At;
        foreach (var neighbour in neighbours[..Neighbours(climber.At, climber.Step, neighbours)])
            if (_grid.Differ(neighbour, climber.At))
                return neighbour;
            else if (Distance(neighbour) < Distance(best))
                best = neighbour;
        return best;
    }

    /// <summary>Requests the neighbours of a sample on a ridge, and the sample beyond each pair that it belongs to where the field may have turned there.</summary>
    private void WalkOn(int at)
    {
        if (Distance(at) < Ridge * _slope)
            RequestNeighbours(at, 1);
        for (var axis = 0; axis < 3; axis++)
        {
            var stride = _grid.Stride(axis);
            Extend(at - stride, at, stride);
            Extend(at + stride, at, -stride);
            Extend(at, at + stride, stride);
            Extend(at, at - stride, -stride);
        }
    }

    private void Extend(int before, int at, int stride)
    {
        if ((_grid.States[before] & _grid.States[at] & FieldGrid.Evaluated) == 0)
            return;
        // What a straight line through both predicts, positive on the side of the second; infinite at the layer around.
        var next = 2 * (double)_grid.Values[at] - _grid.Values[before];
        if ((_grid.Values[at] > 0 ? next : -next) < Bend * _slope && double.IsFinite(next))
            _wave.Request(at + stride);
    }

    private double Distance(int at) => Math.Abs(_grid.Values[at]);

    /// <summary>Requests the neighbours at <paramref name="step"/>; whether one of them is not known yet.</summary>
    private bool RequestNeighbours(int at, int step)
    {
        Span<int> neighbours = stackalloc int[6];
        var unknown = false;
        foreach (var neighbour in neighbours[..Neighbours(at, step, neighbours)])
        {
            unknown |= (_grid.States[neighbour] & FieldGrid.Evaluated) == 0;
            _wave.Request(neighbour);
        }
        return unknown;
    }

    private int Neighbours(int at, int step, Span<int> into)
    {
        var (side, count) = (_grid.Side, 0);
        for (var axis = 0; axis < 3; axis++)
        {
            var stride = _grid.Stride(axis);
            var position = at / stride % side;
            if (position > step)
                into[count++] = at - step * stride;
            if (position + step < side - 1)
                into[count++] = at + step * stride;
        }
        return count;
    }

    /// <summary>Stands on a sample and looks <paramref name="Step"/> samples far.</summary>
    private readonly record struct Climber(int At, int Step);
}
