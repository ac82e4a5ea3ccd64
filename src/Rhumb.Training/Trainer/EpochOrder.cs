using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Trainer;

/// <summary>The order in which a data set is gone through: every item once a round, each round shuffled anew (Fisher and Yates) from its own stream.</summary>
/// <param name="seed">The seed.</param>
/// <param name="count">Number of items.</param>
internal sealed class EpochOrder(long seed, int count)
{
    private (long Round, int[] Order) _order = (-1, []);

    /// <summary>The item at <paramref name="position"/> = 0, 1, … of the whole training.</summary>
    public int At(long position)
    {
        if (_order.Round != position / count)
            _order = (position / count, Shuffled(position / count));
        return _order.Order[(int)(position % count)];
    }

    private int[] Shuffled(long round)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var random = new RandomStream(seed, "order", round);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = random.Index(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }
}
