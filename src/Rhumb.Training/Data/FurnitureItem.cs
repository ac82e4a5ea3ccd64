namespace Rhumb.Training.Data;

/// <summary>One entry of a furniture library of Sweet Home 3D.</summary>
/// <param name="Library">Folder of the unpacked library.</param>
/// <param name="Id">id#N, unique over all libraries; falls back to the model's path.</param>
/// <param name="Name">name#N.</param>
/// <param name="Category">category#N.</param>
/// <param name="ModelPath">Path of the OBJ file, model#N inside the library.</param>
/// <param name="Creator">creator#N, as written: not the whole credit (see <see cref="FurnitureCredits"/>).</param>
/// <param name="Rotation">modelRotation#N: turns the model upright and facing +z.</param>
/// <param name="LongestSide">The largest of width#N, depth#N and height#N (centimetres there), in metres.</param>
public sealed record FurnitureItem(
    string Library, string Id, string Name, string Category, string ModelPath, string? Creator, Rotation Rotation, double? LongestSide);
