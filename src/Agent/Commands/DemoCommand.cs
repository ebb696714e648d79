using System.CommandLine;
using Defects.Agent.Commands.Demo;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Agent.Monitoring;
using Defects.Shared.Bundles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Defects.Agent.Commands;

/// <summary><c>defects-agent demo</c>: the whole agent on four simulated printers, one of which fails.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var seconds = new Option<int?>("--seconds") { Description = "End by itself; exit code 0 only if exactly the failing printer was alerted." };
        var model = new Option<DirectoryInfo>("--model")
        {
            Description = "The model bundle to serve.",
            DefaultValueFactory = _ => new DirectoryInfo(new ModelOptions().Path),
        };
        var command = new Command("demo", "Watch four simulated printers, one of which fails, with a broker inside.") { seconds, model };
        command.SetAction(async (arguments, stop) =>
        {
            var output = arguments.InvocationConfiguration.Output;
            var bundle = arguments.GetRequiredValue(model);
            if (!bundle.Exists)
            {
                await output.WriteLineAsync($"{bundle.FullName}: there is no model bundle; run the demo in the repository's root, or name one with --model.");
                return ExitCode.BadConfiguration;
            }

            try
            {
                return await RunAsync(bundle.FullName, arguments.GetValue(seconds), output, stop);
            }
            catch (Exception e) when (e is BundleException or ProviderException)
            {
                await output.WriteLineAsync(e.Message);
                return ExitCode.Fault;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(string model, int? seconds, TextWriter output, CancellationToken stop)
    {
        var farm = DemoFarm.Create();
        await using var broker = await DemoBroker.StartAsync();
        await using var cameras = await CameraServer.StartAsync(farm.Printers, TimeProvider.System, stop);
        var options = farm.Configure(model, broker.Port, cameras);
        var events = $"{options.Mqtt.Root}/{options.Node}/printers/+/events";
        await using var judge = await DemoJudge.StartAsync(broker.Port, events, stop);
        await output.WriteLineAsync($"""
            Four simulated printers; {farm.Failing.Id} will fail {SimulatedPrinter.Onset.TotalSeconds:F0} s from now. Watch from another shell:
              mosquitto_sub -h 127.0.0.1 -p {broker.Port} -t '{events}' -v
            """);

        try
        {
            await WatchAsync(options, judge, seconds, output, stop);
        }
        finally
        {
            Directory.Delete(options.StateDirectory, recursive: true);
        }

        return seconds is null || stop.IsCancellationRequested ? ExitCode.Clean : await JudgeAsync(judge, farm.Failing.Id, output);
    }

    private static async Task WatchAsync(AgentOptions options, DemoJudge judge, int? seconds, TextWriter output, CancellationToken stop)
    {
        using var host = AgentHost.Build(options, lowest: LogLevel.Error);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (seconds is { } limit)
        {
            end.CancelAfter(TimeSpan.FromSeconds(limit));
        }

        var console = AnsiConsole.Console;
        var time = host.Services.GetRequiredService<TimeProvider>();
        IDemoView view = console.Profile.Out.IsTerminal ? new LiveView(console, time) : new PlainView(output, time);
        var running = AgentHost.RunAsync(host, end.Token);
        var showing = view.ShowAsync(host.Services.GetRequiredService<FarmView>().Read, () => judge.Begun, end.Token);
        await Task.WhenAny(running, showing);
        await end.CancelAsync();
        await showing;
        await running;
    }

    private static async Task<int> JudgeAsync(DemoJudge judge, string failing, TextWriter output)
    {
        var alerted = judge.Begun.Select(begin => $"{begin.Printer} ({begin.Class.DisplayName})").Distinct().ToList();
        var right = judge.Approves(failing);
        await output.WriteLineAsync($"Alerted: {(alerted.Count == 0 ? "none" : string.Join(", ", alerted))}; expected {failing} and no other: {(right ? "right" : "WRONG")}");
        return right ? ExitCode.Clean : ExitCode.Fault;
    }
}
