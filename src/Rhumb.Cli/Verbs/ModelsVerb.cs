using System.CommandLine;
using System.Globalization;
using Rhumb.Cli.Options;
using Rhumb.Cli.Reports;

namespace Rhumb.Cli.Verbs;

/// <summary><c>rhumb models</c>: the generators shipped with this copy.</summary>
internal static class ModelsVerb
{
    public static Command Create()
    {
        var json = new JsonOption();
        var verb = new Verb("models", "Lists the generators that are shipped.", "rhumb models") { json, ModelsInspectVerb.Create() };
        verb.SetAction(parsed => Run(GeneratorCatalogue.Shipped(), new Report(parsed.GetValue(json))));
        return verb;
    }

    private static void Run(GeneratorCatalogue catalogue, Report report)
    {
        var manifests = catalogue.Names.Select(name => catalogue.Load(name).Manifest).ToArray();
        report.Document(new
        {
            Models = manifests.Select(manifest => new
            {
                manifest.Name,
                manifest.Kind,
                manifest.LatentSpace.Dimension,
                manifest.Licence,
                Credit = manifest.CreditLine,
            }),
        });
        if (manifests.Length == 0)
            report.Line("No generator is shipped with this copy; train one with 'rhumb train seat'.");
        else
            report.Table([["NAME", "KIND", "LATENT", "LICENCE"], .. manifests.Select(manifest => (string[])
                [manifest.Name, manifest.Kind.ToString().ToLowerInvariant(), manifest.LatentSpace.Dimension.ToString(CultureInfo.InvariantCulture), manifest.Licence])]);
    }
}
