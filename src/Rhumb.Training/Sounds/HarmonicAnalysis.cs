using System.Numerics.Tensors;
using Rhumb.Generators.Audio;

namespace Rhumb.Training.Sounds;

/// <summary>
/// Takes notes of one pitch apart. The amplitude of harmonic k is that of x · e^(−2πi k f₀ t) under a Hann window of four periods, which lets through what lies within half of f₀; at the
/// sound's ends it is divided by the part of the window that lies on the sound, so that a sudden beginning stays sudden. What the harmonics, played with the phases they were found
/// with, leave of the sound is the noise, whose powers are summed in bands.
/// </summary>
public sealed class HarmonicAnalysis
{
    /// <summary>Periods that a window is long: where it lets f₀ and its neighbours through no more.</summary>
    private const double Periods = 4;

    /// <summary>Samples from one demodulated value to the next: fast enough for what the window lets through of a note of 500 Hz.</summary>
    private const int Step = NoteForm.Hop / 2;

    private const int NoiseWindow = 512;

    /// <summary>Mean square of a sine is half its squared amplitude, and a Hann window spreads a sine's power over 1.5 bins.</summary>
    private const double NoisePower = 1 / (2 * 1.5);

    private readonly NoteForm _form;
    private readonly int _count, _window, _steps;
    private readonly double _cycles;
    private readonly float[][] _cosines, _sines, _blockCosines, _blockSines;
    private readonly float[] _cover;
    private readonly (float Cosine, float Sine)[][] _turns;
    private readonly IReadOnlyList<(int First, double[] Weights)> _harmonicFrames, _noiseFrames;
    private readonly ShortTimeFourier _transform;
    private readonly float[] _bands;

    /// <summary>The analysis of notes of <paramref name="frequency"/> hertz.</summary>
    public HarmonicAnalysis(NoteForm form, double frequency)
    {
        (_form, _count, _cycles) = (form, form.HarmonicsOf(frequency), frequency / form.SampleRate);
        _window = 2 * (int)Math.Ceiling(Periods / _cycles / 2);
        _steps = (form.Length / Step) + 1;
        var hann = Enumerable.Range(0, _window).Select(j => 0.5 - (0.5 * Math.Cos(2 * Math.PI * j / _window))).ToArray();
        _cosines = Waves(_window, (k, j) => hann[j] * Math.Cos(2 * Math.PI * k * _cycles * (j - (_window / 2))));
        _sines = Waves(_window, (k, j) => hann[j] * Math.Sin(2 * Math.PI * k * _cycles * (j - (_window / 2))));
        _blockCosines = Turned(Waves(Step, (k, j) => Math.Cos(2 * Math.PI * k * _cycles * j)));
        _blockSines = Turned(Waves(Step, (k, j) => Math.Sin(2 * Math.PI * k * _cycles * j)));
        _cover = [.. Enumerable.Range(0, _steps).Select(step => (float)Math.Max(_window / 8.0, Enumerable.Range(0, _window).Sum(j => (step * Step) + j - (_window / 2) is var n && n >= 0 && n < form.Length ? hann[j] : 0)))];
        _turns = [.. Enumerable.Range(0, _steps).Select(step => Enumerable.Range(1, _count).Select(k => Turn(k * _cycles * step * Step)).ToArray())];
        (_harmonicFrames, _noiseFrames) = (form.Averaging(Step), form.Averaging(NoteForm.Hop));
        _transform = new ShortTimeFourier(form.Length, NoiseWindow, NoteForm.Hop, form.Instants);
        _bands = MelBank.Weights(form.SampleRate, NoiseWindow, _transform.Bins, form.Bands);
    }

    /// <summary>Writes the picture [Frames, Harmonics + Bands] of the note <paramref name="sound"/> [Length].</summary>
    public void Analyse(ReadOnlySpan<float> sound, Span<float> picture)
    {
        picture.Fill(-1);
        var (real, imaginary) = Demodulated(sound);
        var powers = new double[_steps][];
        for (var step = 0; step < _steps; step++)
            powers[step] = [.. real[step].Zip(imaginary[step], (a, b) => ((double)a * a) + ((double)b * b))];
        Put(powers, _harmonicFrames, picture, 0);
        Put(NoisePowers(Residual(sound, real, imaginary)), _noiseFrames, picture, _form.Harmonics);
    }

    // Amplitudes with their phases relative to e^(2πi k f₀ t), [steps][K].
    private (float[][] Real, float[][] Imaginary) Demodulated(ReadOnlySpan<float> sound)
    {
        var padded = new float[sound.Length + (2 * _window)];
        sound.CopyTo(padded.AsSpan(_window / 2));
        var (real, imaginary) = (new float[_steps][], new float[_steps][]);
        for (var step = 0; step < _steps; step++)
        {
            var part = padded.AsSpan(step * Step, _window);
            (real[step], imaginary[step]) = (new float[_count], new float[_count]);
            for (var k = 0; k < _count; k++)
            {
                var (a, b) = (2 * TensorPrimitives.Dot(part, _cosines[k]) / _cover[step], -2 * TensorPrimitives.Dot(part, _sines[k]) / _cover[step]);
                var (cosine, sine) = _turns[step][k];
                (real[step][k], imaginary[step][k]) = ((a * cosine) + (b * sine), (b * cosine) - (a * sine));
            }
        }
        return (real, imaginary);
    }

    // What the harmonics leave, their values going straight from step to step.
    private float[] Residual(ReadOnlySpan<float> sound, float[][] real, float[][] imaginary)
    {
        var rest = sound.ToArray();
        var (p0, q0, p1, q1) = (new float[_count], new float[_count], new float[_count], new float[_count]);
        for (var step = 0; step + 1 < _steps; step++)
        {
            Turn(step, real[step], imaginary[step], p0, q0);
            Turn(step, real[step + 1], imaginary[step + 1], p1, q1);
            for (var m = 0; m < Step; m++)
            {
                var (from, to) = (TensorPrimitives.Dot(p0, _blockCosines[m]) - TensorPrimitives.Dot(q0, _blockSines[m]), TensorPrimitives.Dot(p1, _blockCosines[m]) - TensorPrimitives.Dot(q1, _blockSines[m]));
                rest[(step * Step) + m] -= from + ((to - from) * m / Step);
            }
        }
        return rest;
    }

    // c · e^(2πi k f₀ t) at the beginning of a step.
    private void Turn(int step, float[] real, float[] imaginary, float[] p, float[] q)
    {
        for (var k = 0; k < _count; k++)
        {
            var (cosine, sine) = _turns[step][k];
            (p[k], q[k]) = ((real[k] * cosine) - (imaginary[k] * sine), (real[k] * sine) + (imaginary[k] * cosine));
        }
    }

    private double[][] NoisePowers(float[] rest)
    {
        var spectrum = _transform.Forward(rest);
        var powers = new double[_form.Instants][];
        var bins = new float[_transform.Bins];
        for (var i = 0; i < powers.Length; i++)
        {
            for (var k = 0; k < bins.Length; k++)
            {
                var x = spectrum[(i * bins.Length) + k];
                bins[k] = (float)((x.Real * x.Real) + (x.Imaginary * x.Imaginary));
            }
            powers[i] = [.. Enumerable.Range(0, _form.Bands).Select(band => NoisePower * TensorPrimitives.Dot(bins, _bands.AsSpan(band * bins.Length, bins.Length)))];
        }
        return powers;
    }

    // Levels of the root mean powers about each frame, from the row `first` on.
    private void Put(double[][] powers, IReadOnlyList<(int First, double[] Weights)> frames, Span<float> picture, int first)
    {
        for (var frame = 0; frame < frames.Count; frame++)
            for (var row = 0; row < powers[0].Length; row++)
            {
                var mean = 0.0;
                for (var i = 0; i < frames[frame].Weights.Length; i++)
                    mean += frames[frame].Weights[i] * powers[frames[frame].First + i][row];
                picture[(frame * _form.Rows) + first + row] = (float)Math.Min(1, _form.Level(Math.Sqrt(mean)));
            }
    }

    private float[][] Waves(int length, Func<int, int, double> wave) =>
        [.. Enumerable.Range(1, _count).Select(k => Enumerable.Range(0, length).Select(j => (float)wave(k, j)).ToArray())];

    private static float[][] Turned(float[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(column => Array.ConvertAll(rows, row => row[column]))];

    private static (float Cosine, float Sine) Turn(double cycles) => Math.SinCos(2 * Math.PI * (cycles - Math.Floor(cycles))) is var (sine, cosine) ? ((float)cosine, (float)sine) : default;
}
