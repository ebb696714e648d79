using System.Globalization;
using Defects.Agent.Configuration;

namespace Defects.Agent.Tests.Inference;

internal static class Farm
{
    /// <summary>Printers p1, p2 and so on with one camera <c>bed</c> each.</summary>
    public static Dictionary<string, PrinterOptions> Of(params CameraOptions[] cameras) => cameras
        .Select((camera, i) => (Id: string.Create(CultureInfo.InvariantCulture, $"p{i + 1}"), Camera: camera))
        .ToDictionary(item => item.Id, item => new PrinterOptions { Cameras = new() { ["bed"] = item.Camera } });

    /// <summary>A folder of frames that all are good.</summary>
    public static TemporaryFolder Footage(int frames)
    {
        var folder = new TemporaryFolder();
        for (var i = 0; i < frames; i++)
        {
            File.WriteAllBytes(folder.File(string.Create(CultureInfo.InvariantCulture, $"{i:D3}.jpg")), ColourModel.GoodJpeg());
        }

        return folder;
    }
}
