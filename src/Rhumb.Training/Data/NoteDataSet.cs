using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Data;

/// <summary>Notes of one length with their attributes, in memory.</summary>
/// <param name="SampleRate">Samples a second, in hertz.</param>
/// <param name="Length">Samples of a note.</param>
/// <param name="Samples">All notes [N, Length], 32,768 for full scale.</param>
/// <param name="Labels">The attributes of each note [N, A]: places in their lists of values.</param>
/// <param name="Attributes">The A attributes: <see cref="Pitch"/>, <see cref="Family"/>, <see cref="Instrument"/>, <see cref="Strength"/>.</param>
public sealed record NoteDataSet(int SampleRate, int Length, short[] Samples, byte[] Labels, IReadOnlyList<ImageAttribute> Attributes)
{
    /// <summary>Places of the attributes.</summary>
    public const int Pitch = 0, Family = 1, Instrument = 2, Strength = 3;

    /// <summary>What was rendered and left out because nothing can be heard of it.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];

    /// <summary>N.</summary>
    public int Count => Labels.Length / Attributes.Count;

    /// <summary>The attribute number <paramref name="attribute"/> of note number <paramref name="index"/>.</summary>
    public int Label(int index, int attribute) => Labels[(index * Attributes.Count) + attribute];

    /// <summary>Writes note number <paramref name="index"/>, full scale −1 to 1.</summary>
    public void CopyTo(int index, Span<float> sound)
    {
        for (var i = 0; i < Length; i++)
            sound[i] = Samples[(index * Length) + i] / 32768f;
    }

    /// <summary>All notes as rows [N, Length].</summary>
    public RowMatrix Rows()
    {
        var rows = new RowMatrix(Count, Length);
        for (var i = 0; i < Count; i++)
            CopyTo(i, rows.Row(i));
        return rows;
    }

    /// <summary>The notes with the numbers <paramref name="indices"/>.</summary>
    public NoteDataSet Part(IReadOnlyList<int> indices) => this with { Samples = Gathered(Samples, indices, Length), Labels = Gathered(Labels, indices, Attributes.Count) };

    /// <summary>
    /// Notes to train on, and one in <paramref name="share"/> that are only measured. An instrument's notes of one pitch stay together, however strong: what is held out was heard
    /// at other pitches of its instrument only. Instruments are not held out whole, because recall asks for what the training notes told of.
    /// </summary>
    public (IReadOnlyList<int> Training, IReadOnlyList<int> HeldOut) Split(int share)
    {
        var (training, heldOut) = (new List<int>(), new List<int>());
        for (var i = 0; i < Count; i++)
            (new RandomStream(1, "held out", (Label(i, Instrument) * 256L) + Label(i, Pitch)).Index(share) == 0 ? heldOut : training).Add(i);
        return (training, heldOut);
    }

    /// <summary>The rows of <paramref name="width"/> values with the numbers <paramref name="indices"/>.</summary>
    internal static T[] Gathered<T>(T[] values, IReadOnlyList<int> indices, int width)
    {
        var rows = new T[indices.Count * width];
        for (var i = 0; i < indices.Count; i++)
            values.AsSpan(indices[i] * width, width).CopyTo(rows.AsSpan(i * width));
        return rows;
    }
}
