using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Sounds;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>How the generator of notes is trained: an autoencoder of what notes consist of, a flow that learns where their codes lie, and a classifier that judges what is heard.</summary>
public sealed record NoteRecipe
{
    /// <summary>How the judge hears.</summary>
    public MelPicture Hearing { get; init; } = new();

    /// <summary>The recipe of the judge; heads and size are those of the data.</summary>
    public ImageClassifierRecipe Classifier { get; init; } = new()
    {
        Network = new ImageClassifier { Fold = 2, Channels = [24, 48, 64, 64], Features = 128 },
        Plan = new TrainingPlan(3_000, new LearningRateSchedule(1.5e-3, WarmUp: 200, Plateau: 0.3), new WeightAverage(0.998)) { CurveEvery = 100, MeasureEvery = 1000 },
    };

    /// <summary>The recipe of the autoencoder.</summary>
    public NoteAutoencoderRecipe Autoencoder { get; init; } = new();

    /// <summary>The recipe of the flow.</summary>
    public LatentFlowRecipe Prior { get; init; } = new() { Plan = new LatentFlowRecipe().Plan with { Steps = 4_000, MeasureEvery = 1_000 } };

    /// <summary>How much wider than its posteriors codes are learnt by the flow, a deviation: there are few notes, and a slider should lead from one to another instead of jumping.</summary>
    public double Blur { get; init; } = 0.2;

    /// <summary>The recipe with everything random from one seed, and so many steps of the autoencoder; null for its own.</summary>
    public NoteRecipe With(long seed, int? steps = null) => this with
    {
        Classifier = Classifier with { Seed = seed },
        Autoencoder = Autoencoder with { Seed = seed, Plan = Autoencoder.Plan with { Steps = steps ?? Autoencoder.Plan.Steps } },
        Prior = Prior with { Seed = seed },
    };

    /// <summary>The recipe of an autoencoder of <paramref name="notes"/>.</summary>
    internal NoteAutoencoderRecipe AutoencoderOf(NoteDataSet notes) => Autoencoder with
    {
        Network = Autoencoder.Network with
        {
            Pitches = notes.Attributes[NoteDataSet.Pitch].Values.Count, Form = Autoencoder.Network.Form with { SampleRate = notes.SampleRate, Length = notes.Length },
        },
    };

    /// <summary>How the judge hears <paramref name="notes"/>.</summary>
    internal MelPicture HearingOf(NoteDataSet notes) => Hearing with { SampleRate = notes.SampleRate, Length = notes.Length };

    /// <summary>The recipe of a judge of the attributes of <paramref name="heard"/>.</summary>
    internal ImageClassifierRecipe ClassifierOf(ImageDataSet heard)
    {
        int[] heads = [.. heard.Attributes.Select(attribute => attribute.Values.Count)];
        return Classifier with { Network = Classifier.Network with { Classes = heads.Sum(), Heads = heads, Image = new(heard.Channels, heard.Height, heard.Width) } };
    }
}
