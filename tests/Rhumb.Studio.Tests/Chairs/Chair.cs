namespace Rhumb.Studio.Tests.Chairs;

/// <summary>A chair as a function: eight latent numbers to a solid of rounded boards and posts. A small true generator for tests.</summary>
internal static class Chair
{
    public const int Dimension = 8;

    /// <summary>Middle and reach of width, depth, seat height, seat thickness, back height, back lean, leg thickness and arm height.</summary>
    private static readonly (double Middle, double Reach)[] Parameters =
        [(0.25, 0.09), (0.24, 0.08), (-0.06, 0.12), (0.035, 0.022), (0.42, 0.13), (0.10, 0.12), (0.032, 0.016), (0.14, 0.11)];

    /// <summary>f(z, p), positive inside: minus 40 times the signed distance.</summary>
    public static Dual Field(ReadOnlySpan<Dual> z, double x, double y, double depth)
    {
        Span<Dual> size = stackalloc Dual[Dimension];
        for (var i = 0; i < Dimension; i++) size[i] = Parameters[i].Middle + Parameters[i].Reach * Dual.Tanh(z[i] / 1.2);
        var (width, length, seat, thick, back, lean, leg, arm) = (size[0], size[1], size[2], size[3], size[4], size[5], size[6], size[7]);
        var side = Math.Abs(x);
        var board = Box(side, y - seat, depth, width, thick, length, 0.02);
        var above = y - seat;
        var lying = depth + length + lean * Dual.Max(0, above) - 0.025;
        var rest = Box(side, above - back * 0.5, lying, width, back * 0.5, 0.025, 0.018);
        var splay = 0.08 * Dual.Max(0, seat - y);
        var legs = Box(Dual.Abs(side - width + leg - splay), (y + 0.47 - (seat + 0.47) * 0.5), Dual.Abs(Math.Abs(depth) - length + leg - splay),
            leg, (seat + 0.47) * 0.5, leg, 0.012);
        var post = Box(side - width, above - arm * 0.5, depth - length * 0.55, 0.02, arm * 0.5, 0.02, 0.012);
        var armrest = Box(side - width, above - arm, depth, 0.028, 0.016, length, 0.014);
        var chair = Dual.Blend(Dual.Blend(board, rest, 0.05), legs, 0.03);
        chair = Dual.Blend(chair, Dual.Blend(post, armrest, 0.02), 0.02);
        return -40.0 * chair;
    }

    /// <summary>Signed distance to a box of half sizes a, b, c with rounded edges.</summary>
    private static Dual Box(Dual x, Dual y, Dual z, Dual a, Dual b, Dual c, double round)
    {
        var (dx, dy, dz) = (Dual.Abs(x) - a + round, Dual.Abs(y) - b + round, Dual.Abs(z) - c + round);
        var (ox, oy, oz) = (Dual.Max(dx, 0), Dual.Max(dy, 0), Dual.Max(dz, 0));
        return Dual.Sqrt(ox * ox + oy * oy + oz * oz) + Dual.Min(Dual.Max(dx, Dual.Max(dy, dz)), 0) - round;
    }
}
