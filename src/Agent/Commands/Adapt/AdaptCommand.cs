using System.CommandLine;
using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Microsoft.ML.OnnxRuntime;

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
        var from = new Option<DirectoryInfo?>("--from") { Description = "Take the images of this folder, as the camera sent them, instead of asking it." };
        var show = new Option<bool>("--show") { Description = "Tell what cameras are adapted to, and change nothing." };
        var drop = new Option<bool>("--drop") { Description = "Put the reference frames aside and go unadapted." };
        over.Validators.Add(result =>
        {
            if (!Duration.TryParse(result.GetValueOrDefault<string>()!, out var time) || time < TimeSpan.FromSeconds(10) || time > TimeSpan.FromHours(24))
            {
                result.AddError($"--over: expected {Duration.Form}, 10s to 24h");
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
            var console = arguments.InvocationConfiguration;
            if (configuration.Load(arguments) is not { } options)
            {
                return ExitCode.BadConfiguration;
            }

            var cameras = Cameras(options, arguments.GetValue(printer), arguments.GetValue(camera));
            if (cameras.Count == 0)
            {
                await console.Error.WriteLineAsync($"no such camera in the configuration; there are {string.Join(", ", Cameras(options, null, null).Select(c => c.Key))}");
                return ExitCode.BadConfiguration;
            }

            if (arguments.GetValue(from) is { } folder && (cameras.Count > 1 || !folder.Exists))
            {
                await console.Error.WriteLineAsync(folder.Exists
                    ? $"--from: its images are of one camera; say which with --camera: {string.Join(", ", cameras.Select(c => c.Key.Camera))}"
                    : $"--from: there is no folder {folder.FullName}");
                return ExitCode.BadConfiguration;
            }

            try
            {
                var bundle = ModelBundle.Read(options.Model.Path);
                var lessons = cameras.Select(c => new CameraLesson(c.Key, c.Options, options.StateDirectory, bundle, console.Output)).ToList();
                if (arguments.GetValue(show))
                {
                    lessons.ForEach(lesson => lesson.Show());
                    return ExitCode.Clean;
                }

                if (arguments.GetValue(drop))
                {
                    lessons.ForEach(lesson => lesson.Drop());
                    return ExitCode.Clean;
                }

                _ = Duration.TryParse(arguments.GetRequiredValue(over), out var time);
                using var fitter = new AdaptationFitter(bundle, TimeProvider.System);
                await Task.WhenAll(lessons.Select(lesson => lesson.CaptureAsync(arguments.GetValue(from)?.FullName, arguments.GetValue(frames), time, stop)));
                var fitted = lessons.Select(lesson => lesson.Fit(fitter)).ToList();
                return fitted.All(done => done) ? ExitCode.Clean : ExitCode.Fault;
            }
            catch (Exception e) when (e is BundleException or IOException or UnauthorizedAccessException or InvalidDataException or OnnxRuntimeException)
            {
                await console.Error.WriteLineAsync($"defects-agent: {e.Message}");
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
}
