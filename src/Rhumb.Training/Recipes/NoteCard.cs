using System.Globalization;
using System.Text;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>Writes the <c>card.md</c> of the generator of notes: what it was made from, how good it measured, what it is known to fail at, and what may be done with what it makes.</summary>
public static class NoteCard
{
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
        Line($"| command | `{card.Quality.Own.Command}` |");
        Line($"| measured by | `./rhumb train {card.Manifest.Name} --evaluate` |");
        Line($"| seed | {card.Quality.Own.Seed} |");
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
        line($"(Kynkäänniemi 2019, k = {counts.Neighbour}) compare features of its last hidden layer: {counts.Samples:N0} samples (seed {counts.Seed}, all pitches alike) against {counts.Samples:N0} held-out notes; the ceiling is as many others against the same, of sliders two other notes at a pitch as ends. Of every five pairs of an");
        line($"instrument and a pitch one is held out, soft and loud: such notes were heard at other pitches only. *Taken apart* are the notes of the ceiling, analysed and played again without any network. Pitches are estimated by YIN");
        line($"(de Cheveigné and Kawahara 2002), which knows nothing of harmonics or of the pitch asked for. A click is a jump within a millisecond, {ClickMeasure.Audible:0} times the level before and after.");
        line($"");
        CardTable.Write(card.Quality, "held-out notes", line);
        line($"The loudest click of the samples has {made.LoudestClick:0.0} times the level around it, of the held-out notes {real.LoudestClick:0.0}. The judge tells the family of {real.Families:P1} of the held-out notes and the instrument of {real.Instruments:P1}.");
        line($"Taken apart and played again, they are heard at their pitch in {again.PitchHeard:P1}, have precision {again.Compared.Precision:0.000} and recall {again.Compared.Recall:0.000}, {again.Clicks} clicks (the loudest: {again.LoudestClick:0.0}), and are told by family in {again.Families:P1} and by instrument in {again.Instruments:P1}:");
        line($"that is what a network can reach in this form.");
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
        foreach (var figure in e.Figures.Where(figure => !figure.Holds))
            yield return figure.Failure;
        for (var i = 0; i < e.Families.Count; i++)
            if (e.Shares[i] < e.HeldOutShares[i] / 2)
                yield return string.Create(CultureInfo.InvariantCulture, $"{e.Families[i]} in {e.Shares[i]:P1} of the samples against {e.HeldOutShares[i]:P1}");
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
