using Defects.Shared.Classes;
using Defects.Trainer.Data;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Data;

/// <summary>A folder of small pictures that goes with the test.</summary>
public sealed class PictureFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("defects-trainer").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>A picture of one colour with a little noise, as large as a thumbnail.</summary>
    public string Picture(string name, Scalar colour, int seed = 0)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        using var image = new Mat(48, 64, MatType.CV_8UC3, colour);
        using var noise = new Mat(48, 64, MatType.CV_16SC3);
        Cv2.SetTheRNG((ulong)seed + 1);
        Cv2.Randn(noise, Scalar.All(0), Scalar.All(12));
        Cv2.Add(image, noise, image, dtype: MatType.CV_8U);
        Cv2.ImWrite(this[name], image);
        return this[name];
    }

    /// <summary>A picture of soft patches, another for every seed; its size and light change it as a copy is changed.</summary>
    public string Scene(string name, int seed, int width = 160, double light = 1)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        using var patches = new Mat(6, 8, MatType.CV_8UC3);
        using var image = new Mat();
        Cv2.SetTheRNG((ulong)seed + 1);
        Cv2.Randu(patches, Scalar.All(20), Scalar.All(200));
        Cv2.Resize(patches, image, new Size(160, 120), interpolation: InterpolationFlags.Cubic);
        Cv2.Resize(image, image, new Size(width, width * 3 / 4), interpolation: InterpolationFlags.Area);
        image.ConvertTo(image, MatType.CV_8UC3, light);
        Cv2.ImWrite(this[name], image);
        return this[name];
    }

    /// <summary>A set that any network learns at once: each class has its own colour.</summary>
    public Dataset ColouredClasses(int train = 12, int validation = 4)
    {
        var colours = new[] { (DefectClass.Good, new Scalar(40, 160, 40)), (DefectClass.Stringing, new Scalar(40, 40, 200)), (DefectClass.Spaghetti, new Scalar(200, 60, 40)) };
        var images = colours.SelectMany(c => Enumerable.Range(0, train + validation).Select(i => new LabelledImage(
            Picture($"{c.Item1}_{i}.png", c.Item2, i), c.Item1, $"{c.Item1}_{i / 2}", "test", "MIT", i < train ? Splits.Train : Splits.Validation)));
        return new Dataset([.. images], [], new string('0', 64));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
