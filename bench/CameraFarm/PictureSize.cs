using System.CommandLine.Parsing;
using System.Globalization;

namespace Defects.CameraFarm;

/// <summary>Pixels across and down.</summary>
internal readonly record struct PictureSize(int Width, int Height)
{
    // Larger ones would not fit the memory that the farm may take.
    private static readonly PictureSize Largest = new(1920, 1080);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");

    /// <summary>Reads the argument of an option.</summary>
    public static PictureSize Parse(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        if (text.Split('x') is [var across, var down] && TrySide(across, Largest.Width, out var width) && TrySide(down, Largest.Height, out var height))
        {
            return new PictureSize(width, height);
        }

        argument.AddError($"--size {text}: expected WIDTHxHEIGHT from 64x64 to {Largest}");
        return default;
    }

    private static bool TrySide(string text, int most, out int pixels) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out pixels) && pixels >= 64 && pixels <= most;
}
