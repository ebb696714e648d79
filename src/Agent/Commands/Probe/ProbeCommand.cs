using System.CommandLine;
using Defects.Agent.Cameras;

namespace Defects.Agent.Commands.Probe;

/// <summary><c>defects-agent probe</c>: whether the agent could watch with this camera, and what its printer says, in plain words.</summary>
internal static class ProbeCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(4);

    public static Command Create()
    {
        var source = new Argument<string>("source") { Description = "http(s)://..., rtsp(s)://..., bambu://HOST, moonraker://HOST, octoprint://HOST, prusalink://HOST, /dev/videoN, a video file or a folder of images." };
        var credentials = new Option<FileInfo?>("--credentials") { Description = "File whose first line is user:password." };
        var seconds = new Option<double>("--seconds") { Description = "How long to look, 1 to 600.", DefaultValueFactory = _ => 10 };
        var output = new Option<string>("--out") { Description = "Where to save the last picture.", DefaultValueFactory = _ => "probe.jpg" };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 1 and <= 600))
            {
                result.AddError("--seconds: expected 1 to 600");
            }
        });
        var command = new Command(
            "probe",
            "Look through a camera, and ask its printer: what works, what does not, what to try.\n\nExample: defects-agent probe http://10.0.0.5/webcam/?action=stream")
        {
            source, credentials, seconds, output,
        };
        command.SetAction((arguments, stop) => RunAsync(
            Settings(arguments.GetRequiredValue(source), arguments.GetValue(credentials)?.FullName),
            TimeSpan.FromSeconds(arguments.GetValue(seconds)),
            arguments.GetRequiredValue(output),
            arguments.InvocationConfiguration.Output,
            stop));
        return command;
    }

    private static CameraSettings Settings(string source, string? credentials) =>
        new(source, Interval, Timeout: TimeSpan.FromSeconds(10), credentials, HardwareDecoding: false, AsFastAsPossible: false, Loop: true);

    private static async Task<string> SaveAsync(string file, ReadOnlyMemory<byte> picture)
    {
        try
        {
            await File.WriteAllBytesAsync(file, picture);
            return $"saved: {file}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"not saved: {e.Message}";
        }
    }

    private static async Task<int> RunAsync(CameraSettings settings, TimeSpan duration, string file, TextWriter output, CancellationToken stop)
    {
        output.WriteLine(settings.SourceText);
        if (await PrinterProbe.AskAsync(settings.Source, settings.CredentialsFile, TimeProvider.System, stop) is { } printer)
        {
            Tell([printer]);
        }

        var findings = await CameraProbe.RunAsync(settings, duration, TimeProvider.System, stop);
        if (findings.Pictures > 0)
        {
            var look = PictureLook.Of(findings.Last.Span);
            Tell(ProbeText.Of(findings, look));
            Tell([await SaveAsync(file, findings.Last)]);
            return findings.Works && look is not null ? ExitCode.Clean : ExitCode.Fault;
        }

        Tell([$"does not work: {findings.Failure}"]);
        if (ProbeText.Advice(findings.Failure ?? "") is { } advice)
        {
            Tell([$"try: {advice}"]);
        }
        else if (Uri.TryCreate(settings.Source, UriKind.Absolute, out var address))
        {
            await TryOthersAsync(address);
        }

        return ExitCode.Fault;

        void Tell(IEnumerable<string> lines) => lines.ToList().ForEach(line => output.WriteLine($"  {line}"));

        async Task TryOthersAsync(Uri tried)
        {
            var others = UsualAddresses.Beside(tried);
            var working = 0;
            foreach (var other in others)
            {
                // Another port may be another program: it gets no password.
                var credentials = new Uri(other).Authority == tried.Authority ? settings.CredentialsFile : null;
                var seen = await CameraProbe.RunAsync(settings with { Source = other, CredentialsFile = credentials }, Glance, TimeProvider.System, stop);
                if (seen.Works)
                {
                    working++;
                    Tell([$"try: {other} gives pictures"]);
                }
            }

            if (working == 0 && others.Count > 0)
            {
                Tell([$"nor does any of {others.Count} usual addresses of that machine: {string.Join(", ", others)}"]);
            }
        }
    }
}
