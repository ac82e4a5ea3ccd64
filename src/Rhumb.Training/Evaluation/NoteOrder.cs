using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;

namespace Rhumb.Training.Evaluation;

/// <summary>Notes in an order of no meaning, so that any part of them is like the whole. Both strengths of an instrument at one pitch stay side by side: they are nearly the same.</summary>
internal static class NoteOrder
{
    /// <summary>The numbers of the notes in that order, always the same.</summary>
    public static int[] Of(NoteDataSet notes) =>
        [.. Enumerable.Range(0, notes.Count).OrderBy(i => new RandomStream(1, "order", (notes.Label(i, NoteDataSet.Instrument) * 256L) + notes.Label(i, NoteDataSet.Pitch)).Uniform())];
}
