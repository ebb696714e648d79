namespace Defects.Agent.Cameras.Quality;

/// <summary>What can be told of a picture without knowing what it shows.</summary>
/// <param name="Highlight">Grey value that 5 of 100 pixels exceed, 0 to 255.</param>
/// <param name="Burnt">Share of pixels at 250 or more.</param>
/// <param name="Shapes">Mean absolute Laplacian of the picture averaged over 8 x 8 pixels, grey values: what is left of it from afar.</param>
/// <param name="Detail">
/// Mean absolute Laplacian of the picture itself over <paramref name="Shapes"/>, less what its quietest cells have, which is noise:
/// fine edges for each coarse one.
/// </param>
/// <param name="Sharpness">Detail over what this camera usually has, see <see cref="UsualDetail"/>; 1 where there are no shapes.</param>
/// <param name="Changed">Share of the 8 x 8 cells in which a pixel differs from the picture before; null for the first.</param>
/// <param name="Likeness">
/// Correlation of where edges were in the last seconds with where they were in the last minutes, -1 to 1; null in the first minutes, and
/// where there is no detail.
/// </param>
internal readonly record struct FrameLook(
    double Highlight, double Burnt, double Shapes, double Detail, double Sharpness, double? Changed, double? Likeness);
