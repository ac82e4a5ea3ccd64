namespace Rhumb.Studio.Outputs;

/// <summary>A format of exported files.</summary>
/// <param name="Extension">Its extension without the dot, which is also its name.</param>
/// <param name="MediaType">Its media type.</param>
internal sealed record ExportFormat(string Extension, string MediaType);
