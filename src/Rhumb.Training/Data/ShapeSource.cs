namespace Rhumb.Training.Data;

/// <summary>One model to learn from: a file and how to read it.</summary>
/// <param name="Id">Unique, stable name, for example "Scopia#ext_chair" or a path inside the data folder.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Path">Path of the OBJ file.</param>
/// <param name="Rotation">Turns it upright (y up) and facing +z.</param>
/// <param name="LongestSide">Length of its longest side in metres; null where unknown.</param>
/// <param name="Credit">Licence and credit; null where unknown (a folder of one's own).</param>
public sealed record ShapeSource(string Id, string Name, string Path, Rotation Rotation, double? LongestSide, ShapeCredit? Credit);
