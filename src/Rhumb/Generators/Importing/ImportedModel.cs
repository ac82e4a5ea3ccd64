using Rhumb.Autodiff.Graphs;

namespace Rhumb.Generators.Importing;

/// <summary>A model that is understood: in the form that its kind of generator takes, with what its manifest says.</summary>
internal sealed record ImportedModel(
    Model Model, LatentBlock Latent, GeneratorKind Kind, IReadOnlyList<Condition> Conditions, ImageLayout? Image = null, ShapeLayout? Shape = null,
    SoundLayout? Sound = null);
