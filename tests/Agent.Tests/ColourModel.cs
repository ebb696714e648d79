using Defects.Shared.Bundles;
using OpenCvSharp;

namespace Defects.Agent.Tests;

/// <summary>
/// The committed bundles that tests steer by colour: green is good, red spaghetti, blue stringing, black under-extrusion.
/// TestData/make_bundles.py says how they were made.
/// </summary>
internal static class ColourModel
{
    /// <summary>The folder of versions 1 and 2 (twice the gain). Read only: a test that sets aliases takes <see cref="CopyTo"/>.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "TestData", "models", "colours");

    public static string Version1 => Path.Combine(Folder, "1");

    public static string Version2 => Path.Combine(Folder, "2");

    /// <summary>A frame of one colour as JPEG.</summary>
    public static byte[] Jpeg(byte red, byte green, byte blue, int width = 64, int height = 48)
    {
        using var frame = new Mat(height, width, MatType.CV_8UC3, new Scalar(blue, green, red));
        return frame.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, 95));
    }

    /// <summary>A frame of one colour on the whole, with shapes and fine detail in it as a picture of a printer has.</summary>
    public static byte[] ShapedJpeg(byte red = 40, byte green = 200, byte blue = 40)
    {
        using var frame = new Mat(168, 224, MatType.CV_8UC3);
        for (var y = 0; y < 168; y++)
        {
            for (var x = 0; x < 224; x++)
            {
                var off = ((x / 28 + y / 28) % 2 == 0 ? 20 : -20) + ((x / 2 + y / 2) % 2 == 0 ? 15 : -15);
                frame.At<Vec3b>(y, x) = new Vec3b((byte)(blue + off), (byte)(green + off), (byte)(red + off));
            }
        }

        return frame.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, 95));
    }

    public static byte[] GoodJpeg() => Jpeg(40, 200, 40);

    public static byte[] SpaghettiJpeg() => Jpeg(200, 40, 40);

    /// <summary>Copies both versions below <paramref name="parent"/> and points the champion at the first.</summary>
    /// <returns>The model folder, which holds <c>1</c>, <c>2</c> and <c>champion</c>.</returns>
    public static string CopyTo(string parent)
    {
        var target = Path.Combine(parent, "colours");
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        BundleAliases.Set(target, BundleLayout.Champion, 1);
        return target;
    }
}
