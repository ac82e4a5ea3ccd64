using Rhumb.Pixels;

namespace Rhumb.Media;

/// <summary>Arranges pictures of one size in rows, with optional captions of digits.</summary>
public static class ContactSheet
{
    // 3 × 5 bits a character, rows from the top, most significant bit left.
    private static readonly Dictionary<char, int> Glyphs = new()
    {
        ['0'] = 0b111_101_101_101_111, ['1'] = 0b010_110_010_010_111, ['2'] = 0b111_001_111_100_111, ['3'] = 0b111_001_111_001_111, ['4'] = 0b101_101_111_001_001,
        ['5'] = 0b111_100_111_001_111, ['6'] = 0b111_100_111_101_111, ['7'] = 0b111_001_001_010_010, ['8'] = 0b111_101_111_101_111, ['9'] = 0b111_101_111_001_111,
        ['.'] = 0b000_000_000_000_010, ['-'] = 0b000_000_111_000_000, ['+'] = 0b000_010_111_010_000, ['%'] = 0b101_001_010_100_101, [' '] = 0,
    };

    /// <summary>As many columns as rows, or one more.</summary>
    public static int SquareColumns(int tiles) => (int)Math.Ceiling(Math.Sqrt(tiles));

    /// <summary>One picture of all <paramref name="tiles"/>, row by row.</summary>
    /// <param name="tiles">At least one picture, all of one size.</param>
    /// <param name="columns">Tiles a row.</param>
    /// <param name="captions">One caption a tile of the characters 0–9 . - + % and space, drawn at its top left; null for none.</param>
    /// <param name="gap">Pixels between tiles and around them.</param>
    /// <exception cref="ArgumentException">No tiles, sizes that differ, or captions that do not fit.</exception>
    public static RgbaImage Compose(IReadOnlyList<RgbaImage> tiles, int columns, IReadOnlyList<string>? captions = null, int gap = 6)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (tiles.Count == 0)
            throw new ArgumentException("A contact sheet needs at least one tile.", nameof(tiles));
        var (width, height) = (tiles[0].Width, tiles[0].Height);
        if (tiles.Any(tile => tile.Width != width || tile.Height != height))
            throw new ArgumentException("The tiles of a contact sheet have one size.", nameof(tiles));
        if (captions is not null && (captions.Count != tiles.Count || captions.Any(caption => caption.Any(c => !Glyphs.ContainsKey(c)))))
            throw new ArgumentException("A contact sheet takes one caption a tile, of the characters 0–9 . - + % and space.", nameof(captions));
        columns = Math.Min(columns, tiles.Count);
        var rows = (tiles.Count + columns - 1) / columns;
        var sheet = new RgbaImage(columns * (width + gap) + gap, rows * (height + gap) + gap);
        Array.Fill(sheet.Pixels, (byte)255);
        for (var i = 0; i < tiles.Count; i++)
        {
            var (left, top) = (gap + i % columns * (width + gap), gap + i / columns * (height + gap));
            for (var y = 0; y < height; y++)
                tiles[i].Pixels.AsSpan(4 * y * width, 4 * width).CopyTo(sheet.Pixels.AsSpan(4 * ((top + y) * sheet.Width + left)));
            if (captions is not null)
                Write(sheet, captions[i], left, top, Math.Max(1, height / 80));
        }
        return sheet;
    }

    private static void Write(RgbaImage sheet, string caption, int left, int top, int pixel)
    {
        for (var i = 0; i < caption.Length; i++)
            for (var bit = 0; bit < 15; bit++)
                if ((Glyphs[caption[i]] >> (14 - bit) & 1) != 0)
                    for (var dy = 0; dy < pixel; dy++)
                        for (var dx = 0; dx < pixel; dx++)
                        {
                            var (x, y) = (left + pixel * (2 + 4 * i + bit % 3) + dx, top + pixel * (2 + bit / 3) + dy);
                            if (x < sheet.Width && y < sheet.Height)
                                sheet.Pixels.AsSpan(4 * (y * sheet.Width + x), 3).Fill(110);
                        }
    }
}
