namespace Rhumb.Pixels;

/// <summary>The predictor of PNG's filter 4 (ISO/IEC 15948, 9.4): the neighbour nearest to left + above - corner, of equals the first in this order.</summary>
internal static class Paeth
{
    public static int Predict(int left, int above, int corner)
    {
        var (byLeft, byAbove, byCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - 2 * corner));
        return byLeft <= byAbove && byLeft <= byCorner ? left : byAbove <= byCorner ? above : corner;
    }
}
