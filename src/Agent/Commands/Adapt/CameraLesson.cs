using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;

namespace Defects.Agent.Commands.Adapt;

/// <summary>What <c>adapt</c> does with one camera, told in plain words.</summary>
internal sealed class CameraLesson(CameraKey camera, CameraOptions options, string stateDirectory, ModelBundle bundle, TextWriter output)
{
    private readonly CameraSettings _settings = CameraSettings.Of(options);
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
    public async Task CaptureAsync(string? from, int frames, TimeSpan over, CancellationToken stop)
    {
        var (taken, failure) = from is null
            ? await ReferenceCapture.RunAsync(_settings, _folder, frames, over, TimeProvider.System, stop)
            : (ReferenceImport.Run(from, _settings.View, _folder, frames), null);
        output.WriteLine($"{camera}: took {taken} frames{(failure is null ? "" : $"; {failure}")}");
    }

    /// <returns>Whether the camera is adapted now.</returns>
    public bool Fit(AdaptationFitter fitter)
    {
        if (fitter.Fit(_folder, _settings) is not { } record)
        {
            output.WriteLine($"{camera}: {_folder.Frames.Count} good frames are too few, the same picture twice counted once; expected {CameraAdaptation.LeastFrames} or more. Run it again.");
            return false;
        }

        output.WriteLine($"{camera}: {(record.Refusal is null ? "adapted" : "goes unadapted")}");
        Tell(record);
        return record.Refusal is null;
    }

    private void Tell(AdaptationRecord? record)
    {
        foreach (var line in record is null ? [] : AdaptationText.Of(record, bundle.Manifest))
        {
            output.WriteLine(line);
        }
    }
}
