namespace Rhumb.Tests.Architecture;

/// <summary>One use that compiled code makes of a type: <paramref name="From"/> mentions <paramref name="To"/>, both with their namespaces.</summary>
public readonly record struct CodeReference(string From, string To, string Member)
{
    public string FromNamespace => NamespaceOf(From);

    public string ToNamespace => NamespaceOf(To);

    private static string NamespaceOf(string type) => type.LastIndexOf('.') is var dot and > 0 ? type[..dot] : "";

    public override string ToString() => Member.Length == 0 ? $"{From} uses {To}" : $"{From} uses {To}.{Member}";
}
