using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Data;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Feeds the autoencoder of notes: notes in a new order each round, for some of them another pitch of the same instrument as what is to be played, and noise for their codes.</summary>
internal sealed class NoteBatches : ITrainingBatches
{
    private readonly NoteAutoencoderRecipe _recipe;
    private readonly ImageDataSet _data;
    private readonly EpochOrder _order;
    private readonly ILookup<(int, int), int> _alike;

    public NoteBatches(NoteAutoencoderRecipe recipe, ImageDataSet data)
    {
        (_recipe, _data, _order) = (recipe, data, new EpochOrder(recipe.Seed, data.Count));
        _alike = Enumerable.Range(0, data.Count).ToLookup(Timbre);
    }

    public void Fill(long step, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var random = new RandomStream(_recipe.Seed, "transpositions", step);
        var heardPitch = inputs["heard_pitch"].AsSpan<float>();
        var playedPitch = inputs["played_pitch"].AsSpan<float>();
        heardPitch.Clear();
        playedPitch.Clear();
        for (var row = 0; row < _recipe.Batch; row++)
        {
            var heard = _order.At((step * _recipe.Batch) + row);
            var others = _alike[Timbre(heard)];
            var played = random.Uniform() < _recipe.Transposed ? others.ElementAt(random.Index(others.Count())) : heard;
            Put(heard, row, inputs["heard"].AsSpan<float>(), heardPitch);
            Put(played, row, inputs["played"].AsSpan<float>(), playedPitch);
        }
        new RandomStream(_recipe.Seed, "codes", step).Normal(inputs["noise"].AsSpan<float>());
    }

    public void Refresh(long step, float[] theta) { }

    private (int, int) Timbre(int note) => (_data.Label(note, NoteDataSet.Instrument), _data.Label(note, NoteDataSet.Strength));

    private void Put(int note, int row, Span<float> pictures, Span<float> pitches)
    {
        _data.CopyTo(note, pictures.Slice(row * _data.Area, _data.Area));
        pitches[(row * _recipe.Network.Pitches) + _data.Label(note, NoteDataSet.Pitch)] = 1;
    }
}
