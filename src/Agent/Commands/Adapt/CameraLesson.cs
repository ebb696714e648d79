using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;

namespace Defects.Agent.Commands.Adapt;

/// <summary>What <c>adapt</c> does with one camera, told in plain words.</summary>
internal sealed class CameraLesson(CameraKey camera, CameraOptions options, string stateDirectory, ModelBundle bundle, TextWriter output)
{
    private readonly ReferenceFolder _folder = ReferenceFolder.Of(stateDirectory, camera);

    public void Show()
    {
        var record = _folder.ReadRecord();
        output.WriteLine(record is null ? $"{camera}: not adapted" : $"{camera}:");
        Tell(record);
    }

    public void Drop() => output.WriteLine(_folder.PutAside(TimeProvider.System.GetUtcNow()) is { } aside
        ? $"{camera}: goes unadapted; what there was lies in {aside}"
        : $"{camera}: was not adapted");

    /// <param name="from">A folder of images in the camera's place; null for the camera.</param>
    /// <returns>Whether enough frames came.</returns>
    public async Task<bool> CaptureAsync(string? from, int frames, TimeSpan over, CancellationToken stop)
    {
        var settings = CameraSettings.Of(options) with { Interval = over / frames };
        settings = from is null ? settings : settings with { Source = from, AsFastAsPossible = true, Loop = false };

        // A frame more than its share of the time, for the first one comes at once or late.
        var longest = over + settings.Interval + settings.Timeout;
        var (taken, failure) = await ReferenceCapture.RunAsync(settings, _folder, frames, longest, TimeProvider.System, stop);
        output.WriteLine($"{camera}: took {taken} frames{(failure is null ? "" : $"; {failure}")}");
        return failure is null || taken >= CameraAdaptation.LeastFrames;
    }

    /// <returns>Whether the camera is adapted now.</returns>
    public bool Fit(AdaptationFitter fitter)
    {
        if (fitter.Fit(_folder) is not { } record)
        {
            output.WriteLine($"{camera}: {_folder.Frames.Count} good frames are too few; expected {CameraAdaptation.LeastFrames} or more. Run it again with a longer --over.");
            return false;
        }

        output.WriteLine($"{camera}: {(record.Refusal is null ? "adapted" : "goes unadapted")}");
        Tell(record);
        return record.Refusal is null;
    }

    private void Tell(AdaptationRecord? record)
    {
        foreach (var line in record is null ? [] : AdaptationText.Of(record, bundle.Manifest.ModelSha256))
        {
            output.WriteLine(line);
        }
    }
}
