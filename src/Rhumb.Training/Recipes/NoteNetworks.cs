using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Training.Architectures;
using Rhumb.Training.Sounds;

namespace Rhumb.Training.Recipes;

/// <summary>The trained networks of notes as ONNX models of their own.</summary>
internal static class NoteNetworks
{
    /// <summary>Decoder: <c>code</c> [B, c] and one-hot <c>pitch</c> [B, P] to <c>sound</c> [B, n]; B free.</summary>
    public static Model Decoder(NoteAutoencoder network, ParameterLayout layout, float[] theta, IReadOnlyList<double> frequencies) =>
        Decoded(network, layout, theta, "sound", (g, picture, pitch) => new HarmonicSynthesis(network.Form, frequencies).Play(g, picture, pitch), [network.Form.Length]);

    /// <summary>What the decoder plays from: <c>code</c> and <c>pitch</c> to <c>picture</c> [B, Frames, Rows] in [−1, 1].</summary>
    public static Model Painter(NoteAutoencoder network, ParameterLayout layout, float[] theta) =>
        Decoded(network, layout, theta, "picture", (_, picture, _) => picture, [network.Form.Frames, network.Form.Rows]);

    /// <summary>Encoder: <c>picture</c> [B, Frames, Rows] and <c>pitch</c> [B, P] to <c>mean</c> and <c>log_variance</c> [B, c]; B free.</summary>
    public static Model Encoder(NoteAutoencoder network, ParameterLayout layout, float[] theta)
    {
        var g = new GraphBuilder("e_");
        var (picture, pitch) = (Input("picture", network.Form.Frames, network.Form.Rows), Input("pitch", network.Pitches));
        var (mean, logVariance) = network.Encode(g, layout.Fixed(g, theta), picture, pitch);
        return ImageNetworks.Finished("encoder", g, [picture, pitch], ("mean", mean, [network.Code]), ("log_variance", logVariance, [network.Code]));
    }

    /// <summary>Player: <c>picture</c> [B, Frames, Rows] and <c>pitch</c> [B, P] to <c>sound</c> [B, n]; B free.</summary>
    public static Model Player(NoteForm form, IReadOnlyList<double> frequencies)
    {
        var g = new GraphBuilder("s_");
        var (picture, pitch) = (Input("picture", form.Frames, form.Rows), Input("pitch", frequencies.Count));
        return ImageNetworks.Finished("player", g, [picture, pitch], ("sound", new HarmonicSynthesis(form, frequencies).Play(g, picture, pitch), [form.Length]));
    }

    /// <summary>Listener: <c>sound</c> [B, n] to its picture <c>image</c> [B, 1, Bands, Frames] in [−1, 1]; B free.</summary>
    public static Model Listener(MelPicture mel)
    {
        var g = new GraphBuilder("m_");
        var sound = Input("sound", mel.Length);
        return ImageNetworks.Finished("listener", g, [sound], ("image", mel.Of(g, sound), [1, mel.Bands, mel.Frames]));
    }

    private static Model Decoded(
        NoteAutoencoder network, ParameterLayout layout, float[] theta, string output, Func<GraphBuilder, Value, Value, Value> from, long[] lengths)
    {
        var g = new GraphBuilder("d_");
        var (code, pitch) = (Input("code", network.Code), Input("pitch", network.Pitches));
        return ImageNetworks.Finished("decoder", g, [code, pitch], (output, from(g, network.Decode(g, layout.Fixed(g, theta), code, pitch), pitch), lengths));
    }

    private static Value Input(string name, params ReadOnlySpan<long> lengths)
    {
        List<Dim> dims = [Dim.Free("batch")];
        foreach (var length in lengths)
            dims.Add(length);
        return new Value(name, ElementType.Float, [.. dims]);
    }
}
