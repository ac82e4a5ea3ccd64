using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.Media;
using Rhumb.Studio.Endpoints;
using Rhumb.Studio.Frames;

namespace Rhumb.Studio.Outputs;

/// <summary>Sounds: 16-bit samples on the way to the page, which draws and plays them; WAV on the way out.</summary>
internal sealed class SoundOutputs : IOutputKind
{
    private static readonly ExportFormat Wav = new("wav", "audio/wav");

    public Task WarmUpAsync(IGenerator generator, TimeProvider time, CancellationToken cancellation) =>
        generator.GenerateAsync([generator.LatentSpace.Sample(0)], Detail.Draft, cancellation);

    public byte[] Frame(FrameRequest request, Output output) => SoundFrame.Write(request, (SoundOutput)output);

    public ExportFormat Format(ExportOptions options, GeneratorManifest manifest)
    {
        options.AllowOnly();
        return options.Format is null || options.Format == Wav.Extension ? Wav : throw new StudioException(Problem.BadSoundFormat, options.Format);
    }

    public byte[] Encode(Output output, GeneratorManifest manifest, Recipe recipe, ExportOptions options)
    {
        var sound = (SoundOutput)output;
        return WavFile.Encode(new Waveform(sound.SampleRate, 1, sound.Samples), recipe);
    }
}
