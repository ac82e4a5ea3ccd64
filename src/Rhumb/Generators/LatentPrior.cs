using System.Text.Json.Serialization;

namespace Rhumb.Generators;

/// <summary>The distribution that a latent block was trained with: where samples come from and where walks may go.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NormalPrior), "normal")]
[JsonDerivedType(typeof(UniformPrior), "uniform")]
[JsonDerivedType(typeof(SphericalPrior), "spherical")]
public abstract record LatentPrior;

/// <summary>Each coordinate ~ N(0, σ²), σ = <paramref name="StandardDeviation"/>. Walks follow great circles (the norm is kept).</summary>
public sealed record NormalPrior(double StandardDeviation = 1) : LatentPrior;

/// <summary>Each coordinate ~ U(<paramref name="Low"/>, <paramref name="High"/>). Walks stay in the box.</summary>
public sealed record UniformPrior(double Low = -1, double High = 1) : LatentPrior;

/// <summary>Uniform on the sphere ‖z‖ = <paramref name="Radius"/>. Walks follow great circles.</summary>
public sealed record SphericalPrior(double Radius = 1) : LatentPrior;
