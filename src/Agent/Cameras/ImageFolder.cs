using Defects.Agent.Devices;
namespace Defects.Agent.Cameras;

/// <summary>Replays the images of a folder, sorted by name, one each interval of the camera.</summary>
internal sealed class ImageFolder(CameraSettings settings, TimeProvider time) : ICameraSource
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    private readonly FootageClock _clock = new(settings.AsFastAsPossible, time);

    public async Task RunAsync(IFrameSink sink, CancellationToken stop)
    {
        _clock.Start();
        do
        {
            foreach (var file in Images())
            {
                await _clock.PlayAsync(sink, await ReadAsync(file, stop), settings.Interval, stop);
            }
        }
        while (settings.Loop);

        await _clock.FinishAsync(sink, stop);
    }

    private List<string> Images()
    {
        if (!Directory.Exists(settings.Source))
        {
            throw new DeviceException($"there is no folder {settings.SourceText}");
        }

        var images = Directory.EnumerateFiles(settings.Source)
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        return images.Count > 0 ? images : throw new DeviceException($"{settings.SourceText} holds no image; expected {string.Join(", ", Extensions)}");
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken stop)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException($"an image cannot be read: {e.Message}", e);
        }
    }
}
