using System.Globalization;
using System.Text;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>Writes the <c>card.md</c> of the generator of notes: what it was made from, how good it measured, what it is known to fail at, and what may be done with what it makes.</summary>
public static class NoteCard
{
    private const double Pitch = 0.85, Recall = 0.6;

    /// <summary>The card as Markdown.</summary>
    public static string Write(NoteCardContent card)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        var (recipe, notes) = (card.Recipe, card.Notes);
        var pitches = notes.Attributes[NoteDataSet.Pitch].Values;

        Line($"# {card.Manifest.Name}");
        Line($"");
        Line($"A generator of instrument notes of {notes.Length / (double)notes.SampleRate:0.#} s at {notes.SampleRate / 1000.0:0.#} kHz. The condition `pitch` chooses one of {pitches.Count} semitones, {pitches[0]} to {pitches[^1]}; the latent is the timbre, which can be explored at one pitch.");
        Line($"Trained on {notes.Count - card.HeldOut:N0} notes of {notes.Attributes[NoteDataSet.Instrument].Values.Count} instruments, soft and loud ({card.HeldOut:N0} more were held out and only measured). They are rendered from a sound font of sampled");
        Line($"instruments by a synthesiser, not recorded for this: without reverberation, held for 0.8 s, and brought to the same loudness.");
        Line($"");
        Line($"| | |");
        Line($"| --- | --- |");
        Line($"| command | `{card.Manifest.TrainedBy}` |");
        Line($"| measured by | `./rhumb train {card.Manifest.Name} --evaluate` |");
        Line($"| seed | {recipe.Autoencoder.Seed} |");
        Line($"| form | {recipe.Autoencoder.Network.Form.Harmonics} harmonics of the pitch and noise in {recipe.Autoencoder.Network.Form.Bands} bands, {recipe.Autoencoder.Network.Form.Frames} frames, denser at the beginning; phases and noises are fixed; played inside `decoder.onnx` |");
        Line($"| autoencoder | variational, {recipe.Autoencoder.Plan.Steps:N0} steps of {recipe.Autoencoder.Batch} notes, {recipe.Autoencoder.Transposed:P0} of them to be played from the code of another pitch of the instrument, σ = {recipe.Autoencoder.Deviation} of levels in [−1, 1]; averaged weights |");
        Line($"| prior | N(0, I), {recipe.Prior.Network.Code} dimensions, carried to codes, blurred by {recipe.Blur}, by a flow: {recipe.Prior.Plan.Steps:N0} steps of {recipe.Prior.Batch} codes, {recipe.Prior.Network.Steps} steps of the midpoint rule |");
        if (card.Times is { } times)
            Line($"| time | {times.Total.TotalMinutes:0} minutes: {times.Judge.TotalMinutes:0} for the judge, {times.Autoencoder.TotalMinutes:0} for the autoencoder, {times.Prior.TotalMinutes:0} for the prior (a machine's own; other work on it counts in) |");
        Line($"| weights | {card.WeightBytes / 1e6:0.0} MB, the judge's among them |");
        Line($"");
        Quality(card, Line);
        CardPictures.Write(
            "Pictures and sounds",
            ImageCard.Row($"The first samples (seed {card.Evaluation.Counts.Seed}, not picked, each a semitone above the one before) as levels of mel bands, time to the right; the first six can be [heard](samples.wav)"),
            "The first recommended direction of the first samples, t = −1 … 1; every other frame of the first row can be [heard](strip.wav)", card.Times is not null, Line);
        Data(card, Line);
        return text.ToString();
    }

    private static void Quality(NoteCardContent card, Action<FormattableString> line)
    {
        var (e, counts) = (card.Evaluation, card.Evaluation.Counts);
        var (made, real, again) = (e.Samples, e.HeldOut, e.Resynthesised);
        line($"## Measured");
        line($"");
        line($"The judge is a classifier of families and instruments of its own (`classifier.onnx`, {card.Recipe.Classifier.Plan.Steps:N0} steps on the training notes as they sound; its metadata names both in the order of its logits). Precision and recall");
        line($"(Kynkäänniemi 2019, k = {counts.Neighbour}) compare features of its last hidden layer: {counts.Samples:N0} samples (seed {counts.Seed}, all pitches alike) against {counts.Samples:N0} held-out notes; the ceiling is as many others against the same. Of every five pairs of an");
        line($"instrument and a pitch one is held out, soft and loud: such notes were heard at other pitches only. *Taken apart* are the notes of the ceiling, analysed and played again without any network. Pitches are estimated by YIN");
        line($"(de Cheveigné and Kawahara 2002), which knows nothing of harmonics or of the pitch asked for. A click is a jump within a millisecond, {ClickMeasure.Audible:0} times the level before and after.");
        line($"");
        line($"| what | samples | held-out notes | taken apart | wanted |");
        line($"| --- | --- | --- | --- | --- |");
        line($"| asked pitch heard within 50 cents | {made.PitchHeard:P1} | {real.PitchHeard:P1} | {again.PitchHeard:P1} | ≥ 85 %, or 90 % of the ceiling |");
        line($"| precision | {made.Compared.Precision:0.000} | {real.Compared.Precision:0.000} | {again.Compared.Precision:0.000} | |");
        line($"| recall | {made.Compared.Recall:0.000} | {real.Compared.Recall:0.000} | {again.Compared.Recall:0.000} | ≥ 0.6, or 90 % of the ceiling |");
        line($"| notes with a click (the loudest) | {made.Clicks} ({made.LoudestClick:0.0}) | {real.Clicks} ({real.LoudestClick:0.0}) | {again.Clicks} ({again.LoudestClick:0.0}) | none |");
        line($"| family told by the judge | | {real.Families:P1} | {again.Families:P1} | |");
        line($"| instrument told by the judge | | {real.Instruments:P1} | {again.Instruments:P1} | |");
        line($"| {counts.Starts * counts.Directions} sliders whose two ends both change by 0.2 to 0.7 | {e.WorthMoving:P0} | {e.WorthMovingCeiling:P0} of notes from two others at their pitch | | ≥ 80 %, or 90 % of the ceiling |");
        line($"| asked pitch heard at their frames | {e.PitchKept:P1} | | | |");
        line($"");
        line($"From a held-out note to itself taken apart and played again, levels change by {e.Resynthesis:P1} (two instruments differ by about 45 %). Shares of families, as the judge hears them:");
        line($"");
        line($"| family | samples | held-out notes |");
        line($"| --- | --- | --- |");
        for (var i = 0; i < e.Families.Count; i++)
            line($"| {e.Families[i]} | {e.Shares[i]:P1} | {e.HeldOutShares[i]:P1} |");
        line($"");
        line($"Known failures: {string.Join("; ", Failures(e))}.");
        line($"");
    }

    private static IEnumerable<string> Failures(NoteEvaluation e)
    {
        if (e.Samples.PitchHeard < Math.Min(Pitch, 0.9 * e.HeldOut.PitchHeard))
            yield return "too many samples are not heard at the pitch that was asked for";
        if (e.Samples.Compared.Recall < Math.Min(Recall, 0.9 * e.HeldOut.Compared.Recall))
            yield return "recall is too low: what is rare among the notes is missing";
        foreach (var failure in ImageCard.Failures(e.WorthMoving, e.WorthMovingCeiling))
            yield return failure;
        for (var i = 0; i < e.Families.Count; i++)
            if (e.Shares[i] < e.HeldOutShares[i] / 2)
                yield return string.Create(CultureInfo.InvariantCulture, $"{e.Families[i]} in {e.Shares[i]:P1} of the samples against {e.HeldOutShares[i]:P1}");
        if (e.Samples.Clicks > 0)
            yield return "some samples click";
        yield return "partials that are no harmonics, of bells and metal bars, become noise";
        yield return "the beating of several voices and the vibrato of one are smoothed: choirs and string ensembles are calmer than the real ones";
    }

    private static void Data(NoteCardContent card, Action<FormattableString> line)
    {
        line($"## Data, credit and licence");
        line($"");
        foreach (var credit in card.Manifest.Credits)
            line($"{credit.Work} by {credit.Author}, {credit.Licence}: {credit.Source}. Keep this line with the weights.");
        line($"");
        line($"Left out of the sound font's melodic programs are the families of synthetic, percussive and sound effects, most of which have no pitch or several, and");
        line($"{string.Join(", ", NoteSelection.LeftOut.Select(each => $"{each.Key} ({each.Value})"))}.");
        line($"{(card.Notes.Silent.Count == 0 ? "No note was silent." : string.Create(CultureInfo.InvariantCulture, $"{card.Notes.Silent.Count} notes were silent and left out: {string.Join("; ", card.Notes.Silent)}."))}");
    }
}
