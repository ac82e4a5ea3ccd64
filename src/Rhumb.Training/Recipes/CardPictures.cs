namespace Rhumb.Training.Recipes;

/// <summary>The section of a card that shows samples, strips and training curves.</summary>
internal static class CardPictures
{
    /// <summary>Writes the section, line by line.</summary>
    /// <param name="heading">Its heading.</param>
    /// <param name="samples">What <c>samples.png</c> shows.</param>
    /// <param name="strips">What <c>strips.png</c> shows.</param>
    /// <param name="hasCurves">Whether there are curves: checkpoints may be gone.</param>
    /// <param name="line">Takes a line.</param>
    public static void Write(string heading, string samples, string strips, bool hasCurves, Action<FormattableString> line)
    {
        line($"## {heading}");
        line($"");
        line($"{samples}:");
        line($"");
        line($"![Samples](samples.png)");
        line($"");
        line($"{strips}:");
        line($"");
        line($"![Strips](strips.png)");
        line($"");
        if (!hasCurves)
            return;
        line($"Training curves of the autoencoder ([numbers](curve.csv)) and of the prior ([numbers](prior.csv)):");
        line($"");
        line($"![Training curve of the autoencoder](curve.svg)");
        line($"![Training curve of the prior](prior.svg)");
        line($"");
    }
}
