using System.Text.Json;
using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.Media;
using Rhumb.Scoring;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>From rendered notes to a generator with its card: render, train judge, autoencoder and flow, export, measure, tell.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="counts">How much to measure.</param>
/// <param name="request">What was asked for.</param>
/// <param name="time">The clock.</param>
public sealed class NoteTraining(NoteRecipe recipe, SampleCounts counts, TrainingRequest request, TimeProvider time)
{
    /// <summary>The generator's name.</summary>
    public const string Name = "note";

    /// <summary>Of so many instruments at a pitch, one is held out.</summary>
    private const int HeldOutShare = 5;

    /// <summary>Does it all and returns what the card tells.</summary>
    /// <exception cref="RhumbException">Anything that the user can put right.</exception>
    public async Task<NoteCardContent> RunAsync(IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var output = new TrainingOutput(Name, request);
        var notes = request.Data is { } file ? Read(file) : await new NoteSounds(request.Cache).LoadAsync(FetchAsync, progress, cancellation);
        var (trained, held) = notes.Split(HeldOutShare);
        counts.Require(held.Count, "notes");
        if (trained.Count == 0)
            throw new RhumbException($"All {notes.Count} notes are held out, and none is left to train on; give notes of more instruments or pitches.");
        var (training, heldOut) = (notes.Part(trained), notes.Part(held));
        var trainings = new NoteTrainings(recipe, training, heldOut, output.Checkpoint, time);
        var networks = await Task.Run(() => request.EvaluateOnly ? trainings.Finished(progress, cancellation) : trainings.Train(request.Resume, progress, cancellation), cancellation);
        if (!request.EvaluateOnly)
        {
            progress.Report(new StepProgress($"Writing {request.Output}"));
            ImageGeneratorExport.Write(request.Output, Manifest(notes), networks!.Decoder, networks.Classifier, networks.Prior);
        }
        var folder = GeneratorFolder.Load(request.Output);
        var evaluation = await EvaluateAsync(folder, heldOut, progress, cancellation);
        var weights = folder.Manifest.Files.All.Sum(each => new FileInfo(folder.PathOf(each)).Length);
        var times = networks is null ? null : new TrainingTimes(networks.Judged.Elapsed, TimeSpan.Zero, networks.Drawn.Elapsed, networks.Placed.Elapsed);
        var card = new NoteCardContent(folder.Manifest, recipe, notes, heldOut.Count, evaluation, output.Keep(evaluation.Figures), weights, times);
        output.Write("card.md", NoteCard.Write(card));
        if (networks is not null)
        {
            output.Write("curve", networks.Drawn.Curve, "loss", "divergence", "error");
            output.Write("prior", networks.Placed.Curve, "loss", "precision", "recall");
        }
        return card;

        Task<string> FetchAsync() => new PackageFetcher(request.Cache, new PackageTools(), time).FetchAsync(DebianPackage.SoundFont, progress, cancellation);
    }

    private static NoteDataSet Read(string path)
    {
        var (notes, _) = NoteDataFile.Read(path);
        return notes.Attributes.Select(attribute => attribute.Name).SequenceEqual(NoteSelection.Attributes.Select(attribute => attribute.Name)) && notes.Count > 1 ? notes
            : throw new RhumbException($"'{path}' holds {notes.Count} notes of which '{string.Join("', '", notes.Attributes.Select(attribute => attribute.Name))}' are known; give a file that 'rhumb train note' wrote.");
    }

    private GeneratorManifest Manifest(NoteDataSet notes) => new()
    {
        Name = Name,
        Kind = GeneratorKind.Sound,
        Latent = [new LatentBlock("z", [recipe.Prior.Network.Code], new NormalPrior())],
        Code = new LatentBlock("code", [recipe.Prior.Network.Code], new NormalPrior()),
        Files = new GeneratorFiles(new GeneratorFile("decoder.onnx"), new GeneratorFile("prior.onnx"), Classifier: new GeneratorFile("classifier.onnx")),
        Sound = new SoundLayout(notes.SampleRate, notes.Length),
        Conditions = [new LabelCondition("pitch", notes.Attributes[NoteDataSet.Pitch].Values)],
        Licence = "MIT",
        Credits = [new Credit("Frank Wen and others", "Notes rendered from the sound font FluidR3 GM", "https://packages.debian.org/bookworm/fluid-soundfont-gm", "MIT")],
        TrainedBy = request.Command,
    };

    private async Task<NoteEvaluation> EvaluateAsync(GeneratorFolder folder, NoteDataSet heldOut, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        using var generator = SoundGenerator.Open(folder);
        using var judge = Judge(folder, heldOut);
        var evaluator = new NoteEvaluator(generator, judge, recipe.AutoencoderOf(heldOut).Network.Form, recipe.HearingOf(heldOut), counts);
        var evaluation = await evaluator.RunAsync(heldOut, progress, cancellation);
        var pictures = new NotePictures(generator, recipe.HearingOf(heldOut), evaluator.PointOf);
        PngFile.Write(Path.Combine(folder.Folder, "samples.png"), await pictures.SamplesAsync(cancellation));
        WavFile.Write(Path.Combine(folder.Folder, "samples.wav"), await pictures.SoundAsync(cancellation));
        var (picture, sound) = await pictures.StripsAsync(cancellation);
        PngFile.Write(Path.Combine(folder.Folder, "strips.png"), picture);
        WavFile.Write(Path.Combine(folder.Folder, "strip.wav"), sound);
        return evaluation;
    }

    private static ImageJudge Judge(GeneratorFolder folder, NoteDataSet notes)
    {
        if (folder.Manifest.Files.Classifier is not { } file)
            throw new RhumbException($"The generator in '{folder.Folder}' has no classifier to judge it; train it again.");
        var model = OnnxFile.Read(folder.ReadFile(file), folder.Folder);
        ImageAttribute[] judged = [notes.Attributes[NoteDataSet.Family], notes.Attributes[NoteDataSet.Instrument]];
        if (model.Metadata.GetValueOrDefault(DecoderScorer.AttributesKey) != JsonSerializer.Serialize(judged))
            throw new RhumbException($"'{folder.PathOf(file)}' judges other instruments than these notes are of; give the notes that it was trained on, or train it again.");
        return new ImageJudge(model, [.. judged.Select(attribute => attribute.Values.Count)]);
    }
}
