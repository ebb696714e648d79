using System.CommandLine;
using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;

namespace Defects.Agent.Commands.Adapt;

/// <summary><c>defects-agent adapt</c>: teaches the agent what a printer looks like to its cameras while nothing is wrong.</summary>
internal static class AdaptCommand
{
    public static Command Create()
    {
        var configuration = new ConfigurationArguments();
        var printer = new Option<string?>("--printer") { Description = "The printer, by its id in the configuration." };
        var camera = new Option<string?>("--camera") { Description = "One of its cameras; all of them by default." };
        var over = new Option<string>("--over") { Description = "How long the frames are spread over.", DefaultValueFactory = _ => "10min" };
        var frames = new Option<int>("--frames") { Description = $"How many are taken, {CameraAdaptation.LeastFrames} to {ReferenceFolder.Most}.", DefaultValueFactory = _ => 20 };
        var from = new Option<DirectoryInfo?>("--from") { Description = "Take the images of this folder instead of asking the camera." };
        var show = new Option<bool>("--show") { Description = "Tell what cameras are adapted to, and change nothing." };
        var drop = new Option<bool>("--drop") { Description = "Put the reference frames aside and go unadapted." };
        over.Validators.Add(result =>
        {
            if (!Duration.TryParse(result.GetValueOrDefault<string>()!, out var time) || time <= TimeSpan.Zero || time > TimeSpan.FromHours(24))
            {
                result.AddError($"--over: expected {Duration.Form}, above 0 and at most 24h");
            }
        });
        frames.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < CameraAdaptation.LeastFrames or > ReferenceFolder.Most)
            {
                result.AddError($"--frames: expected {CameraAdaptation.LeastFrames} to {ReferenceFolder.Most}");
            }
        });
        var command = new Command(
            "adapt",
            "Teach the agent what a printer looks like while nothing is wrong: run it while you know that the print is good.\n\nExample: defects-agent adapt --config agent.yaml --printer mk4-1")
        {
            printer, camera, over, frames, from, show, drop,
        };
        configuration.AddTo(command);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(show) && result.GetValue(printer) is null)
            {
                result.AddError("--printer: say which printer, or --show for all");
            }
        });
        command.SetAction(async (arguments, stop) =>
        {
            if (configuration.Load(arguments) is not { } options)
            {
                return ExitCode.BadConfiguration;
            }

            var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
            var cameras = Cameras(options, arguments.GetValue(printer), arguments.GetValue(camera));
            if (cameras.Count == 0)
            {
                await error.WriteLineAsync($"no such camera in the configuration; there are {string.Join(", ", Cameras(options, null, null).Select(c => c.Key))}");
                return ExitCode.BadConfiguration;
            }

            try
            {
                var bundle = ModelBundle.Read(options.Model.Path);
                if (arguments.GetValue(show))
                {
                    Show(options, bundle, cameras, output);
                    return ExitCode.Clean;
                }

                if (arguments.GetValue(drop))
                {
                    Drop(options, cameras, output);
                    return ExitCode.Clean;
                }

                _ = Duration.TryParse(arguments.GetRequiredValue(over), out var time);
                using var fitter = new AdaptationFitter(bundle, TimeProvider.System);
                var source = arguments.GetValue(from)?.FullName;
                var count = arguments.GetValue(frames);
                var done = await Task.WhenAll(cameras.Select(c => CaptureAsync(options, c.Key, Settings(c.Options, source, time / count), count, time, output, stop)));
                return cameras.Select(c => Fit(options, bundle, c.Key, fitter, output)).ToList().All(fitted => fitted) && done.All(all => all) ? ExitCode.Clean : ExitCode.Fault;
            }
            catch (Exception e) when (e is BundleException or IOException or UnauthorizedAccessException or InvalidDataException)
            {
                await error.WriteLineAsync($"defects-agent: {e.Message}");
                return ExitCode.Fault;
            }
        });
        return command;
    }

    private static IReadOnlyList<(CameraKey Key, CameraOptions Options)> Cameras(AgentOptions options, string? printer, string? camera) =>
    [
        .. from p in options.Printers
           where printer is null || p.Key == printer
           from c in p.Value.Cameras
           where camera is null || c.Key == camera
           orderby p.Key, c.Key
           select (new CameraKey(p.Key, c.Key), c.Value),
    ];

    private static CameraSettings Settings(CameraOptions options, string? from, TimeSpan interval)
    {
        var settings = CameraSettings.Of(options) with { Interval = interval };
        return from is null ? settings : settings with { Source = from, AsFastAsPossible = true, Loop = false };
    }

    private static void Show(AgentOptions options, ModelBundle bundle, IEnumerable<(CameraKey Key, CameraOptions Options)> cameras, TextWriter output)
    {
        foreach (var (key, _) in cameras)
        {
            var record = ReferenceFolder.Of(options.StateDirectory, key).ReadRecord();
            output.WriteLine(record is null ? $"{key}: not adapted" : $"{key}:");
            foreach (var line in record is null ? [] : AdaptationText.Of(record, bundle.Manifest.ModelSha256))
            {
                output.WriteLine(line);
            }
        }
    }

    private static void Drop(AgentOptions options, IEnumerable<(CameraKey Key, CameraOptions Options)> cameras, TextWriter output)
    {
        foreach (var (key, _) in cameras)
        {
            output.WriteLine(ReferenceFolder.Of(options.StateDirectory, key).PutAside(TimeProvider.System.GetUtcNow()) is { } aside
                ? $"{key}: goes unadapted; what there was lies in {aside}"
                : $"{key}: was not adapted");
        }
    }

    private static async Task<bool> CaptureAsync(
        AgentOptions options, CameraKey key, CameraSettings settings, int frames, TimeSpan time, TextWriter output, CancellationToken stop)
    {
        // A frame more than its share of the time, for the first one comes at once or late.
        var (taken, failure) = await ReferenceCapture.RunAsync(
            settings, ReferenceFolder.Of(options.StateDirectory, key), frames, time + settings.Interval + settings.Timeout, TimeProvider.System, stop);
        output.WriteLine($"{key}: took {taken} frames{(failure is null ? "" : $"; {failure}")}");
        return failure is null || taken >= CameraAdaptation.LeastFrames;
    }

    private static bool Fit(AgentOptions options, ModelBundle bundle, CameraKey key, AdaptationFitter fitter, TextWriter output)
    {
        var folder = ReferenceFolder.Of(options.StateDirectory, key);
        if (fitter.Fit(folder) is not { } record)
        {
            output.WriteLine($"{key}: {folder.Frames.Count} good frames are too few; expected {CameraAdaptation.LeastFrames} or more. Run it again with a longer --over.");
            return false;
        }

        output.WriteLine($"{key}: {(record.Refusal is null ? "adapted" : "goes unadapted")}");
        AdaptationText.Of(record, bundle.Manifest.ModelSha256).ToList().ForEach(output.WriteLine);
        return record.Refusal is null;
    }
}
