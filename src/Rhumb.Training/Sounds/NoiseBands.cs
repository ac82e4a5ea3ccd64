using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using Rhumb.Generators.Audio;
using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Sounds;

/// <summary>Noises [Bands, Length] of mean square 1, each in one band of <see cref="MelBank"/>: the square roots of its weights with phases at random, always the same.</summary>
internal static class NoiseBands
{
    public static float[] Of(NoteForm form)
    {
        var (n, bins) = (form.Length, (form.Length / 2) + 1);
        var weights = MelBank.Weights(form.SampleRate, n, bins, form.Bands);
        var noises = new float[form.Bands * n];
        for (var band = 0; band < form.Bands; band++)
        {
            var random = new RandomStream(1, "noise", band);
            var spectrum = new Complex[n];
            for (var k = 1; k < n / 2; k++)
            {
                spectrum[k] = Complex.FromPolarCoordinates(Math.Sqrt(weights[(band * bins) + k]), random.Uniform(0, 2 * Math.PI));
                spectrum[n - k] = Complex.Conjugate(spectrum[k]);
            }
            Fourier.Inverse(spectrum, FourierOptions.AsymmetricScaling);
            var level = Math.Sqrt(spectrum.Sum(x => x.Real * x.Real) / n);
            for (var i = 0; i < n; i++)
                noises[(band * n) + i] = (float)(spectrum[i].Real / level);
        }
        return noises;
    }
}
