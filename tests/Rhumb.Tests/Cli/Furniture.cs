using System.Globalization;
using System.Text;

namespace Rhumb.Tests.Cli;

/// <summary>Furniture of boxes, as OBJ files and as a library of Sweet Home 3D.</summary>
internal static class Furniture
{
    public static string Box(double width = 1) => Obj((0, width, 0, 1, 0, 1));

    /// <summary>A board on four legs.</summary>
    public static string Table(double width = 1) => Obj(
        (0, width, 0.8, 1, 0, 1), (0, 0.2, 0, 0.8, 0, 0.2), (width - 0.2, width, 0, 0.8, 0, 0.2), (0, 0.2, 0, 0.8, 0.8, 1), (width - 0.2, width, 0, 0.8, 0.8, 1));

    /// <summary>Writes an unpacked library; a model with a paper of its own has it beside it.</summary>
    public static void Library(string folder, string name, string licence, params (string Name, string Obj, string? Paper)[] models)
    {
        var library = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.WriteAllText(Path.Combine(library, "LICENSE.TXT"), licence);
        var catalogue = new StringBuilder();
        for (var i = 0; i < models.Length; i++)
        {
            var model = Directory.CreateDirectory(Path.Combine(library, $"model{i}")).FullName;
            File.WriteAllText(Path.Combine(model, "model.obj"), models[i].Obj);
            if (models[i].Paper is { } paper)
                File.WriteAllText(Path.Combine(model, "LICENSE.txt"), paper);
            catalogue.Append(CultureInfo.InvariantCulture, $"name#{i}={models[i].Name}\nmodel#{i}=/model{i}/model.obj\ncreator#{i}=Author {i}\nwidth#{i}=50\n");
        }
        File.WriteAllText(Path.Combine(library, "PluginFurnitureCatalog.properties"), catalogue.ToString());
    }

    private static string Obj(params (double X0, double X1, double Y0, double Y1, double Z0, double Z1)[] boxes)
    {
        var text = new StringBuilder();
        foreach (var (x0, x1, y0, y1, z0, z1) in boxes)
        {
            foreach (var x in (double[])[x0, x1])
                foreach (var y in (double[])[y0, y1])
                    foreach (var z in (double[])[z0, z1])
                        text.Append(CultureInfo.InvariantCulture, $"v {x} {y} {z}\n");
            // The corners just written, counted from the last.
            text.Append("f -8 -7 -5 -6\nf -4 -2 -1 -3\nf -8 -4 -3 -7\nf -6 -5 -1 -2\nf -8 -6 -2 -4\nf -7 -3 -1 -5\n");
        }
        return text.ToString();
    }
}
