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
    private IReadOnlyList<ReferencePicture> _taken = [];

    public void Show()
    {
        try
        {
            var record = _folder.ReadRecord();
            output.WriteLine(record is null ? $"{camera}: not adapted" : $"{camera}:");
            Tell(record);
        }
        catch (InvalidDataException e)
        {
            // The cameras behind it are shown all the same.
            output.WriteLine($"{camera}: {e.Message}");
        }
    }

    public void Drop() => output.WriteLine(_folder.PutAside(TimeProvider.System.GetUtcNow()) is { } aside
        ? $"{camera}: goes unadapted; what there was lies in {aside}"
        : $"{camera}: was not adapted");

    /// <param name="from">A folder of images in the camera's place; null for the camera.</param>
    public async Task CaptureAsync(string? from, int frames, TimeSpan over, CancellationToken stop)
    {
        (_taken, var failure) = from is null
            ? await ReferenceCapture.RunAsync(_settings, frames, over, TimeProvider.System, stop)
            : ReferenceImport.Run(from, _settings.View, frames);
        output.WriteLine($"{camera}: took {_taken.Count} frames{(failure is null ? "" : $"; {failure}")}");
    }

    /// <summary>Adds what was taken to the reference, and fits the camera to all of it.</summary>
    /// <returns>Whether the camera is adapted now.</returns>
    public bool Fit(AdaptationFitter fitter)
    {
        if (PutAsideWhatIsOfAnotherPlace() is { } aside)
        {
            output.WriteLine($"{camera}: has another source, turn, crop or mask than its reference frames, which are kept in {aside}");
        }

        Keep();
        if (fitter.Fit(_folder, _settings) is not { } record)
        {
            output.WriteLine($"{camera}: {_folder.Frames.Count} good frames are too few, the same picture twice counted once; expected {CameraAdaptation.LeastFrames} or more. Run it again.");
            return false;
        }

        output.WriteLine($"{camera}: {(record.Refusal is null ? "adapted" : "goes unadapted")}");
        Tell(record);
        return record.Refusal is null;
    }

    private string? PutAsideWhatIsOfAnotherPlace()
    {
        try
        {
            return _folder.ReadRecord() is { } record && record.Place != AdaptationRecord.PlaceOf(_settings) ? _folder.PutAside(TimeProvider.System.GetUtcNow()) : null;
        }
        catch (InvalidDataException)
        {
            // It is fitted anew below, as the agent would.
            return null;
        }
    }

    private void Keep()
    {
        try
        {
            foreach (var picture in _taken)
            {
                _folder.Add(picture.Jpeg, picture.TakenAt);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{_folder.Path}: a frame cannot be kept ({e.Message}). Make room, or run this as the user that the agent runs as.", e);
        }
    }

    private void Tell(AdaptationRecord? record)
    {
        foreach (var line in record is null ? [] : AdaptationText.Of(record, bundle.Manifest))
        {
            output.WriteLine(line);
        }
    }
}
