using System.Globalization;
using System.Text;
using Defects.Shared.Files;

namespace Defects.Shared.Simulation;

/// <summary>A folder of simulated frames under construction: JPEG files, <c>boxes.csv</c> and, last of all, <c>manifest.csv</c>.</summary>
public sealed class SimulatedFolder(string folder)
{
    private readonly StringBuilder _manifest = new("path,label_id,label,group,source,licence,split\n");
    private readonly StringBuilder _boxes = new("path,label_id,x,y,width,height\n");

    /// <summary>Frames added so far.</summary>
    public int Frames { get; private set; }

    /// <summary>What manifests call the frames of a kind of camera.</summary>
    public static string SourceOf(CameraFamily? camera) => $"sim_{camera}".ToLowerInvariant();

    public void Add(SimulatedPrint print, string group, string split, SimulatedFrame frame)
    {
        Directory.CreateDirectory(Path.Combine(folder, "images", group));
        var path = string.Create(CultureInfo.InvariantCulture, $"images/{group}/{frame.Time.TotalMilliseconds:00000000}.jpg");
        File.WriteAllBytes(Path.Combine(folder, path), frame.Jpeg);
        _manifest.Append(CultureInfo.InvariantCulture, $"{path},{frame.Label.Id},{frame.Label.Name},{group},{SourceOf(print.Camera)},MIT,{split}\n");
        if (frame.Box is { } box)
        {
            _boxes.Append(CultureInfo.InvariantCulture, $"{path},{frame.Label.Id},{box.X:0.00000},{box.Y:0.00000},{box.Width:0.00000},{box.Height:0.00000}\n");
        }

        Frames++;
    }

    /// <summary>Writes the two lists; a folder with a manifest is complete.</summary>
    public void Complete()
    {
        WholeFile.Write(Path.Combine(folder, "boxes.csv"), _boxes.ToString());
        WholeFile.Write(Path.Combine(folder, "manifest.csv"), _manifest.ToString());
    }
}
