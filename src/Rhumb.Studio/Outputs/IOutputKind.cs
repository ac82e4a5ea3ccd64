using Rhumb.Generators;
using Rhumb.Media;
using Rhumb.Studio.Frames;

namespace Rhumb.Studio.Outputs;

/// <summary>What the studio does with the outputs of one kind of generator: one class a kind, found by <see cref="OutputKinds"/>.</summary>
internal interface IOutputKind
{
    /// <summary>Runs what a first frame needs, so that the first person does not wait for it.</summary>
    Task WarmUpAsync(IGenerator generator, TimeProvider time, CancellationToken cancellation);

    /// <summary>The frame that answers <paramref name="request"/> with <paramref name="output"/>; docs/frames.md describes the bytes.</summary>
    byte[] Frame(FrameRequest request, Output output);

    /// <summary>The format that <paramref name="options"/> choose, the kind's own where they name none.</summary>
    /// <exception cref="Endpoints.StudioException">The options do not fit what the generator makes.</exception>
    ExportFormat Format(ExportOptions options, GeneratorManifest manifest);

    /// <summary>The bytes of the file that <paramref name="options"/>, checked by <see cref="Format"/>, describe.</summary>
    byte[] Encode(Output output, GeneratorManifest manifest, Recipe recipe, ExportOptions options);
}
