using System.Runtime.InteropServices;

namespace Rhumb.Generators.Shapes;

/// <summary>Grid lines between evaluated samples of different sign, each halved until it is one edge, which the surface crosses.</summary>
internal sealed class CrossedLines(FieldGrid grid)
{
    private readonly List<Line> _lines = [];
    private double _sum;
    private int _edges;

    /// <summary>Mean |f(a) − f(b)| of the edges found, the steepness of the field at its surface; 0 while there is none.</summary>
    public double Slope => _edges == 0 ? 0 : _sum / _edges;

    /// <summary>Adds the line from the padded index <paramref name="from"/> in <paramref name="steps"/> steps of <paramref name="stride"/>, whose ends differ.</summary>
    public void Add(int from, int stride, int steps) => _lines.Add(new Line(from, stride, steps));

    /// <summary>Halves each line whose middle is known by now, and requests the middles of those that are left.</summary>
    public void Advance(SampleWave wave)
    {
        var kept = 0;
        foreach (var given in CollectionsMarshal.AsSpan(_lines))
        {
            var line = given;
            while (line.Steps > 1 && (grid.States[line.Middle] & FieldGrid.Evaluated) != 0)
                line = grid.Differ(line.From, line.Middle) ? line with { Steps = line.Steps / 2 } : new Line(line.Middle, line.Stride, line.Steps - line.Steps / 2);
            if (line.Steps > 1)
            {
                wave.Request(line.Middle);
                _lines[kept++] = line;
            }
            else if (Math.Abs((double)grid.Values[line.From] - grid.Values[line.To]) is var difference && double.IsFinite(difference))
            {
                (_sum, _edges) = (_sum + difference, _edges + 1);
            }
        }
        _lines.RemoveRange(kept, _lines.Count - kept);
    }

    /// <summary>Samples From, From + Stride, … in <paramref name="Steps"/> steps.</summary>
    private readonly record struct Line(int From, int Stride, int Steps)
    {
        public int Middle => From + Stride * (Steps / 2);

        public int To => From + Stride * Steps;
    }
}
