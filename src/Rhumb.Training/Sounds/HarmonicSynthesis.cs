using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;

namespace Rhumb.Training.Sounds;

/// <summary>
/// Plays pictures of notes in a graph: x(t) = Σ_k a_k(t) sin(2πk f₀ t + φ_k) + Σ_b a_b(t) n_b(t), with fixed phases φ and noises n. In a block of 64 samples amplitudes go straight, and
/// sin(α + β) = sin α cos β + cos α sin β parts the phase α at its beginning from the phase β since: harmonics are one matrix product for all blocks, and nothing is as long as all
/// harmonics times all samples.
/// </summary>
/// <param name="form">The form of the pictures.</param>
/// <param name="frequencies">f₀ of each pitch, in hertz.</param>
internal sealed class HarmonicSynthesis(NoteForm form, IReadOnlyList<double> frequencies)
{
    /// <summary>Steps of a noise's unit in whole numbers of 8 bits: finer than what a noise hides.</summary>
    private const float NoiseSteps = 28;

    /// <summary>Cycles have 10 bits behind the point where they are multiplied by numbers of blocks and samples: exact, even where a file holds them in half precision. The rest is small.</summary>
    private const double Coarse = 1024;

    private int Blocks => form.Length / NoteForm.Hop;

    /// <summary>Sounds [B, Length] of pictures [B, Frames, Rows] at pitches, one-hot [B, P].</summary>
    public Value Play(GraphBuilder g, Value picture, Value pitch)
    {
        // Instants [B, I, R] of half the level's 2 asinh: amplitudes are ε (e^h − e^−h).
        var half = (new Term(g, g.MatMul(Constant(g, form.Interpolation(), form.Instants, form.Frames), picture)) + 1) * (form.Range / 4);
        var amplitudes = (half.Exp() - (-half).Exp()) * form.Floor;
        var audible = g.Reshape(PerPitch(g, pitch, (k, frequency) => k <= form.HarmonicsOf(frequency) ? 1 : 0), -1, 1, form.Harmonics);
        var harmonics = g.Mul(g.Slice(amplitudes, 2, 0, form.Harmonics), audible);
        var noises = g.Slice(amplitudes, 2, form.Harmonics, form.Rows);
        var sound = g.Add(Harmonics(g, harmonics, pitch), Noises(g, noises));
        return g.Mul(g.Reshape(sound, -1, form.Length), Constant(g, Ends(), form.Length));
    }

    // [B, blocks, 64] of amplitudes [B, I, K].
    private Value Harmonics(GraphBuilder g, Value amplitudes, Value pitch)
    {
        var (sine, cosine) = Beginnings(g, pitch);
        var (from, to) = (g.Slice(amplitudes, 1, 0, Blocks), g.Slice(amplitudes, 1, 1, Blocks + 1));
        var parts = g.Concat(2, g.Mul(from, sine), g.Mul(from, cosine), g.Mul(to, sine), g.Mul(to, cosine));
        // β = 2π k f₀ m / rate [B, K, 64].
        var (high, low) = Cycles(g, pitch, 1, [-1, form.Harmonics, 1]);
        var within = new Term(g, Constant(g, [.. Enumerable.Range(0, NoteForm.Hop).Select(m => (float)m)], NoteForm.Hop));
        var beta = 2 * Math.PI * ((within * high) + (within * low));
        var (rising, falling) = (Constant(g, Rise(1), NoteForm.Hop), Constant(g, Rise(-1), NoteForm.Hop));
        return g.MatMul(parts, g.Concat(1, g.Mul(beta.Cos(), falling), g.Mul(beta.Sin(), falling), g.Mul(beta.Cos(), rising), g.Mul(beta.Sin(), rising)));
    }

    // sin α and cos α [B, blocks, K] at the blocks' beginnings, α = 2π (j c + φ), c cycles a block.
    private (Value Sine, Value Cosine) Beginnings(GraphBuilder g, Value pitch)
    {
        var (exact, rest) = Cycles(g, pitch, NoteForm.Hop, [-1, 1, form.Harmonics]);
        var block = new Term(g, Constant(g, [.. Enumerable.Range(0, Blocks).Select(j => (float)j)], Blocks, 1));
        var high = block * exact;
        var low = block * rest;
        var random = new RandomStream(1, "phases");
        var phases = Constant(g, [.. Enumerable.Range(0, form.Harmonics).Select(_ => (float)random.Uniform())], form.Harmonics);
        var alpha = 2 * Math.PI * (high - high.Floor() + low + new Term(g, phases));
        return (alpha.Sin(), alpha.Cos());
    }

    // k f₀ · samples / rate without whole cycles, of each harmonic at the pitch, in two parts.
    private (Term High, Term Low) Cycles(GraphBuilder g, Value pitch, int samples, long[] shape)
    {
        double Of(int k, double frequency) => k * frequency * samples / form.SampleRate % 1;
        double High(int k, double frequency) => Math.Floor(Of(k, frequency) * Coarse) / Coarse;
        return (new(g, g.Reshape(PerPitch(g, pitch, High), shape)), new(g, g.Reshape(PerPitch(g, pitch, (k, frequency) => Of(k, frequency) - High(k, frequency)), shape)));
    }

    // [B, blocks, 64] of amplitudes [B, I, bands].
    private Value Noises(GraphBuilder g, Value amplitudes)
    {
        var (values, whole) = (NoiseBands.Of(form), new sbyte[form.Bands * form.Length]);
        for (var band = 0; band < form.Bands; band++)
            for (var i = 0; i < form.Length; i++)
                whole[(((i / NoteForm.Hop * form.Bands) + band) * NoteForm.Hop) + (i % NoteForm.Hop)] = (sbyte)Math.Clamp(MathF.Round(NoiseSteps * values[(band * form.Length) + i]), -127, 127);
        var table = g.Cast(g.Constant(TensorData.Of<sbyte>(whole, Blocks, form.Bands, NoteForm.Hop)), ElementType.Float);
        var (from, to) = (Played(0), Played(1));
        return g.Add(from, g.Mul(g.Sub(to, from), Constant(g, Rise(1), NoteForm.Hop)));

        Value Played(int shift)
        {
            var turned = g.Transpose(g.Slice(amplitudes, 1, shift, Blocks + shift), 1, 0, 2);
            return g.Mul(g.Transpose(g.MatMul(turned, table), 1, 0, 2), g.Scalar(1 / NoiseSteps));
        }
    }

    // From 0 towards 1 within a block, or from 1 towards 0.
    private static float[] Rise(int direction) => [.. Enumerable.Range(0, NoteForm.Hop).Select(m => direction > 0 ? m / (float)NoteForm.Hop : 1 - (m / (float)NoteForm.Hop))];

    // 2 ms from silence, and the end of all notes.
    private float[] Ends() => [.. Enumerable.Range(0, form.Length).Select(i => (float)(Math.Min(1, 500.0 * i / form.SampleRate) * NoteEnd.Gain(i, form.Length)))];

    // A value for each harmonic k = 1, … at the pitch [B, K].
    private Value PerPitch(GraphBuilder g, Value pitch, Func<int, double, double> value) => g.MatMul(
        pitch, Constant(g, [.. frequencies.SelectMany(frequency => Enumerable.Range(1, form.Harmonics).Select(k => (float)value(k, frequency)))], frequencies.Count, form.Harmonics));

    private static Value Constant(GraphBuilder g, float[] values, params ReadOnlySpan<long> shape) => g.Constant(TensorData.Of<float>(values, shape));
}
