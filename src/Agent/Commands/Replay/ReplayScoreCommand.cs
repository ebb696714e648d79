using Defects.Agent.Devices;
using System.CommandLine;
using Defects.Agent.Configuration;
using Defects.Agent.Replay;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Serving;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Agent.Commands.Replay;

/// <summary><c>defects-agent replay score</c>: footage becomes score logs.</summary>
internal static class ReplayScoreCommand
{
    public static Command Create()
    {
        var sources = new Argument<string[]>("source") { Description = "Video files and folders of images, one print each.", Arity = ArgumentArity.OneOrMore };
        var model = new Option<string>("--model") { Description = "The model bundle.", DefaultValueFactory = _ => new ModelOptions().Path };
        var output = new Option<string>("--out") { Description = "Folder of the score logs.", Required = true };
        var interval = new Option<string>("--interval") { Description = "Time between two scored frames; of a folder, between its images.", DefaultValueFactory = _ => "1s" };
        var onset = new Option<string[]>("--onset") { Description = "What went wrong and when, for example spaghetti=12min; may be given several times.", DefaultValueFactory = _ => [] };
        var good = new Option<bool>("--good") { Description = "Nothing went wrong." };
        interval.Validators.Add(result =>
        {
            if (!Duration.TryParse(result.GetValueOrDefault<string>()!, out var time) || time <= TimeSpan.Zero || time > ScoreLogHeader.LongestInterval)
            {
                result.AddError($"--interval: expected {Duration.Form}, above 0 and at most 10min");
            }
        });
        onset.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string[]>()!.Any(text => FailureOnset.Parse(text) is null))
            {
                result.AddError($"--onset: expected {FailureOnset.Form}");
            }
        });
        var command = new Command(
            "score",
            "Score footage into score logs. What the prints came to is said for all of them: --good, or --onset.\n\n"
            + "Example: defects-agent replay score print7.mp4 --onset spaghetti=12min --out scores")
        {
            sources, model, output, interval, onset, good,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(good) == result.GetValue(onset)?.Length > 0)
            {
                result.AddError("Say what the prints came to: either --good or --onset, for without it an alert is neither right nor false.");
            }
        });
        command.SetAction((arguments, stop) =>
        {
            _ = Duration.TryParse(arguments.GetRequiredValue(interval), out var every);
            var onsets = arguments.GetRequiredValue(onset).Select(text => FailureOnset.Parse(text)!.Value).DistinctBy(pair => pair.Key).ToDictionary();
            return RunAsync(
                arguments.GetRequiredValue(sources), arguments.GetRequiredValue(model), arguments.GetRequiredValue(output), every, onsets, arguments.InvocationConfiguration, stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        string[] sources, string model, string folder, TimeSpan interval, Dictionary<DefectClass, TimeSpan> onsets, InvocationConfiguration console, CancellationToken stop)
    {
        try
        {
            var bundle = ModelBundle.Read(model);
            using var session = new SessionOptions();
            using var classifier = GoldenCheck.Open(bundle, session, maxBatch: 1);
            Directory.CreateDirectory(folder);
            foreach (var source in sources)
            {
                var scored = await FootageScorer.ScoreAsync(source, classifier, interval, TimeProvider.System, stop);
                var last = scored.Frames.Count > 0 ? scored.Frames[^1].At : TimeSpan.Zero;
                var file = FileOf(folder, source);
                ScoreLogWriter.Write(file, new ScoreLog(HeaderOf(bundle, source, interval, onsets, last), scored.Frames));
                var left = scored.Undecodable > 0 ? $", {scored.Undecodable} pictures could not be decoded" : "";
                await console.Output.WriteLineAsync($"{file}: {scored.Frames.Count} frames{left}");
            }

            return ExitCode.Clean;
        }
        catch (Exception e) when (e is BundleException or DeviceException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            await console.Error.WriteLineAsync(e.Message);
            return ExitCode.BadConfiguration;
        }
    }

    private static ScoreLogHeader HeaderOf(ModelBundle bundle, string source, TimeSpan interval, Dictionary<DefectClass, TimeSpan> onsets, TimeSpan last) => new()
    {
        ModelSha256 = bundle.Manifest.ModelSha256,
        Classes = bundle.Manifest.Model.Classes,
        Cameras = ["camera"],
        Interval = interval,
        Source = Path.GetFileName(Path.TrimEndingDirectorySeparator(source)),
        Onsets = onsets,
        Duration = last + interval,
    };

    // Files of one name in different folders must not overwrite each other.
    private static string FileOf(string folder, string source)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(source));
        return Path.Combine(folder, $"{Path.GetFileName(full)}-{ModelBundle.Sha256(System.Text.Encoding.UTF8.GetBytes(full))[..8]}{ScoreLog.Extension}");
    }
}
