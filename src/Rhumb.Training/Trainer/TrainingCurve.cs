using System.Globalization;
using System.Text;

namespace Rhumb.Training.Trainer;

/// <summary>The training curve as text and as a picture.</summary>
public static class TrainingCurve
{
    private const int Width = 720, Height = 300, Left = 56, Bottom = 36, Top = 28, Right = 12;
    private static readonly string[] Colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd"];

    /// <summary>step, seconds, learning rate and every value, one line a point.</summary>
    public static string ToCsv(IReadOnlyList<CurvePoint> curve)
    {
        var names = Names(curve);
        var text = new StringBuilder("step,seconds,learning_rate").AppendJoin("", names.Select(name => "," + name)).Append('\n');
        foreach (var point in curve)
        {
            text.Append(CultureInfo.InvariantCulture, $"{point.Step},{point.Seconds:0.0},{point.Rate:g6}");
            foreach (var name in names)
                text.Append(CultureInfo.InvariantCulture, $",{(point.Values.TryGetValue(name, out var value) ? value.ToString("g6", CultureInfo.InvariantCulture) : "")}");
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The named values over steps as an SVG picture, on a logarithmic axis.</summary>
    public static string ToSvg(IReadOnlyList<CurvePoint> curve, params IReadOnlyList<string> names)
    {
        var shown = names.Select(name => (Name: name, Points: curve.Where(p => p.Values.TryGetValue(name, out var v) && v > 0)
            .Select(p => (p.Step, Log: Math.Log10(p.Values[name]))).ToArray())).Where(line => line.Points.Length > 0).ToArray();
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>");
        if (shown.Length > 0)
        {
            var last = Math.Max(1, shown.Max(line => line.Points[^1].Step));
            var (low, high) = (shown.Min(line => line.Points.Min(p => p.Log)), shown.Max(line => line.Points.Max(p => p.Log)));
            if (high - low < 0.1) (low, high) = (low - 0.05, high + 0.05);
            double X(long step) => Left + (Width - Left - Right) * step / (double)last;
            double Y(double log) => Height - Bottom - (Height - Top - Bottom) * (log - low) / (high - low);
            for (var tick = 0; tick <= 4; tick++)
            {
                var (log, step) = (low + (high - low) * tick / 4, last * tick / 4);
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(log):0.0}H{Width - Right}\" stroke=\"#ddd\"/><text x=\"{Left - 6}\" y=\"{Y(log) + 4:0.0}\" text-anchor=\"end\">{Math.Pow(10, log):g3}</text>");
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(step):0.0}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{step}</text>");
            }
            for (var i = 0; i < shown.Length; i++)
            {
                var colour = Colours[i % Colours.Length];
                var path = string.Join('L', shown[i].Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Step):0.0} {Y(p.Log):0.0}")));
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/><text x=\"{Left + 10 + 130 * i}\" y=\"18\" fill=\"{colour}\">{shown[i].Name}</text>");
            }
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static string[] Names(IReadOnlyList<CurvePoint> curve) => [.. curve.SelectMany(point => point.Values.Keys).Distinct(StringComparer.Ordinal)];
}
