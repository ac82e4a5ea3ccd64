namespace Rhumb.Training.Data;

/// <summary>Under which licence a model may be used and whom to name.</summary>
/// <param name="Licence">Licence by its common name, for example "CC-BY 3.0".</param>
/// <param name="LicenceAddress">Address of the licence text.</param>
/// <param name="Attribution">Everybody that the licence asks to name, in its own words.</param>
/// <param name="Source">Where the model was published; null where unknown.</param>
public sealed record ShapeCredit(string Licence, string LicenceAddress, string Attribution, string? Source)
{
    /// <summary>True where nobody has to be named (CC0).</summary>
    public bool IsPublicDomain => Licence == "CC0";

    /// <summary>SPDX identifier of the licence, for example "CC-BY-3.0-US".</summary>
    public string Spdx => IsPublicDomain ? "CC0-1.0" : Licence.Replace(' ', '-');

    /// <summary>The credit in one line.</summary>
    public override string ToString() => $"{Attribution}, {Licence}{(Source is null ? "" : $", {Source}")}";
}
