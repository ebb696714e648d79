using Defects.Agent.Devices;
using System.CommandLine;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Shared.Bundles;

namespace Defects.Agent.Commands;

/// <summary><c>defects-agent check</c>: says whether a configuration can be run, or everything that is wrong with it.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var configuration = new ConfigurationArguments();
        var command = new Command("check", "Check a configuration: prints ok and what it comes to, or every problem.");
        configuration.AddTo(command);
        command.SetAction(arguments =>
        {
            if (configuration.Load(arguments) is not { } options)
            {
                return ExitCode.BadConfiguration;
            }

            var output = arguments.InvocationConfiguration.Output;
            if (!AgreesWithModel(options, arguments.InvocationConfiguration.Error, out var remarks))
            {
                return ExitCode.BadConfiguration;
            }

            output.WriteLine("ok");
            Describe(options, output);
            CameraRemarks.Of(options).Concat(remarks).ToList().ForEach(output.WriteLine);
            return ExitCode.Clean;
        });
        return command;
    }

    /// <summary>Holds the configuration against the model, where one is there already.</summary>
    private static bool AgreesWithModel(AgentOptions options, TextWriter error, out IReadOnlyList<string> remarks)
    {
        remarks = [];
        if (!Directory.Exists(options.Model.Path))
        {
            return true;
        }

        try
        {
            var model = ModelBundle.Read(options.Model.Path).Manifest.Model;
            var problems = AlertThresholds.Problems(model, options);
            problems.ToList().ForEach(error.WriteLine);
            remarks = AlertThresholds.Remarks(model, options);
            return problems.Count == 0;
        }
        catch (Exception e) when (e is BundleException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return false;
        }
    }

    private static void Describe(AgentOptions options, TextWriter output)
    {
        var mqtt = options.Mqtt;
        output.WriteLine($"node      {options.Node}");
        output.WriteLine($"broker    {mqtt.Host}:{mqtt.Port}{(mqtt.Tls ? " with TLS" : "")}, topics {mqtt.Root}/{options.Node}/...");
        output.WriteLine($"model     {options.Model.Path}{(Directory.Exists(options.Model.Path) ? "" : " (not there yet)")}, provider {options.Model.Provider}");
        output.WriteLine($"state     {options.StateDirectory}");
        output.WriteLine(options.HardCases.Enabled ? $"hard cases {options.HardCases.Folder}" : "hard cases are not kept");
        foreach (var (id, printer) in options.Printers.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            output.WriteLine(printer.Link is { } link
                ? $"printer   {id}: {DeviceAddress.Redact(link.Address!)}, asked every {Duration.Write(link.Interval)}, {(printer.Armed ? "armed: alerts may pause it" : "not armed: never paused")}"
                : $"printer   {id}: no link, so it is watched as if it always printed, and never paused");

            foreach (var (cameraId, camera) in printer.Cameras.OrderBy(c => c.Key, StringComparer.Ordinal))
            {
                var settings = CameraSettings.Of(camera);
                output.WriteLine($"camera    {id}/{cameraId}: {settings.SourceText}, every {Duration.Write(settings.Interval)}");
            }
        }
    }
}
