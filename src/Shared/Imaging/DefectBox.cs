namespace Defects.Shared.Imaging;

/// <summary>Where in a picture a defect is; fractions of its width and height, from the top left corner.</summary>
public readonly record struct DefectBox(double X, double Y, double Width, double Height)
{
    // Annotation tools round to a few digits: a box up to the edge may end a hair beyond it.
    private const double Rounding = 1e-3;

    /// <summary>Share of the picture that the box covers.</summary>
    public double Area => Width * Height;

    /// <summary>Whether it is a box inside the picture, with numbers only and an area.</summary>
    public bool IsValid => X >= 0 && Y >= 0 && Width > 0 && Height > 0 && X + Width <= 1 + Rounding && Y + Height <= 1 + Rounding;
}
