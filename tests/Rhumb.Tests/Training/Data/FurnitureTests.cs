using System.Numerics;
using System.Text;
using Rhumb.Tests.Cli;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

/// <summary>A small furniture library with every peculiarity of the real ones.</summary>
public sealed class FurnitureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FurnitureTests()
    {
        Library("Zero", "http... Creative Commons Zero (Public Domain) license", """
            name#1=Armchair
            id#1=Zero#armchair
            category#1=Salon
            model#1=/zero/armchair/armchair.obj
            creator#1=Absfrm
            width#1=80
            depth#1=105.0
            height#1=70
            name#2=Winchester \
               sofa
            model#2=/zero/sofa/sofa.obj
            creator#2=Gnana
            name#3=Wheelchair
            model#3=/zero/wheelchair/wheelchair.obj
            creator#3=X
            name#4=Abdominal bench
            model#4=/zero/abdominal/abdominal.obj
            creator#4=X
            """);
        Paper("Zero/zero/armchair/BLENDSWAP_LICENSE.txt",
            "Thank you for downloading \"chair\" by absfrm\nReleased under\nCreative Commons Zero (Public Domain)\nfrom http://www.blendswap.com/blends/view/54641\n");
        Paper("Zero/zero/sofa/89509 - LICENSE.html",
            "<h1>Released under</h1>\n <b>Creative Commons\nAttribution 3.0</b> http://www.blendswap.com/blends/view/89509");
        Library("Two", "license: http://creativecommons.org/licenses/by/3.0/\nyou must attribute it to  \n\tAnna / A <a@b>  and\n\tBerta, s.l.\n\n\n(C) Copyrights 2014 Anna", """
            # a comment
            name#10=Banc \u00e9l\u00e9gant
            model#10=/two/banc/banc.obj
            name#11=Chair
            id#11=Two#chair
            creator#11=Berta
            model#11=/two/chair/chair.obj
            modelRotation#11=0 0 -1 0 1 0 1 0 0
            name#12=Chaise é
            model#12=/two/c/c.obj
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_are_read_as_Latin_1_with_escapes_and_continued_lines()
    {
        var items = FurnitureCatalogue.Read(_folder.Path);
        Assert.Equal(["Banc élégant", "Chair", "Chaise é", "Armchair", "Winchester sofa", "Wheelchair", "Abdominal bench"], items.Select(item => item.Name));
        Assert.Equal(1.05, items[3].LongestSide);
        Assert.Equal("Salon", items[3].Category);
        Assert.EndsWith("Zero/zero/armchair/armchair.obj", items[3].ModelPath.Replace('\\', '/'));
    }

    [Fact]
    public void Seats_are_chosen_by_whole_words() =>
        Assert.Equal(["Chair", "Armchair", "Winchester sofa"], SeatSelection.Select(_folder.Path).Select(seat => seat.Name));

    [Fact]
    public void The_strictest_licence_wins_and_the_asked_words_are_used()
    {
        var seats = SeatSelection.Select(_folder.Path);
        Assert.Equal("Anna / A <a@b> and Berta, s.l.", seats[0].Credit!.Attribution);
        Assert.Equal("CC-BY 3.0", seats[0].Credit!.Licence);
        Assert.Equal("absfrm, CC0, http://www.blendswap.com/blends/view/54641", seats[1].Credit!.ToString());
        Assert.Equal("CC-BY 3.0", seats[2].Credit!.Licence);
        Assert.Equal("Gnana", seats[2].Credit!.Attribution);
        Assert.Equal(["Armchair"], SeatSelection.Select(_folder.Path, publicDomainOnly: true).Select(seat => seat.Name));
    }

    [Fact]
    public void The_catalogue_rotation_turns_x_into_z()
    {
        var rotation = SeatSelection.Select(_folder.Path)[0].Rotation;
        Assert.Equal(Vector3.UnitZ, rotation.Apply(Vector3.UnitX));
        Assert.Equal(rotation, Rotation.Parse(rotation.ToString()));
    }

    [Fact]
    public void A_library_without_a_known_licence_is_refused()
    {
        Library("Zzz", "All rights reserved.", "name#1=Chair\nmodel#1=/c.obj\ncreator#1=X");
        Assert.Contains("Zzz", Assert.Throws<RhumbException>(() => SeatSelection.Select(_folder.Path)).Message);
    }

    [Fact]
    public void A_folder_without_libraries_is_one_sentence() =>
        Assert.Throws<RhumbException>(() => FurnitureCatalogue.Read(_folder["nothing"]));

    private void Library(string name, string licence, string catalogue)
    {
        Paper($"{name}/LICENSE.TXT", licence);
        Paper($"{name}/PluginFurnitureCatalog.properties", catalogue);
    }

    private void Paper(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], text, Encoding.Latin1);
    }
}
