using System.Collections;
using System.CommandLine;
using Defects.Agent.Configuration;
using Defects.Agent.Monitoring;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Replay;
using Defects.Shared.Bundles;

namespace Defects.Agent.Commands.Replay;

/// <summary><c>defects-agent replay report</c>: what rules come to on scored prints, and which ones keep a budget.</summary>
internal static class ReplayReportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Folder of score logs." };
        var configuration = new Option<FileInfo?>("--config", "-c") { Description = "The agent's configuration; without it the shipped rules are tried." };
        var model = new Option<string?>("--model") { Description = "The model bundle that scored. Default: the configuration's." };
        var budget = new Option<string?>("--budget") { Description = $"Find the thresholds that keep a false-alarm budget of each class: {AlarmBudget.Form}." };
        var holds = new Option<bool>("--holds") { Description = "With --budget: try other set holds as well." };
        budget.Validators.Add(result =>
        {
            if (AlarmBudget.Parse(result.GetValueOrDefault<string>() ?? "") is null)
            {
                result.AddError($"--budget: expected {AlarmBudget.Form}");
            }
        });
        var command = new Command(
            "report",
            "Time to detect and false alarms of alert rules on scored prints.\n\nExample: defects-agent replay report scores --budget 1/month")
        {
            folder, configuration, model, budget, holds,
        };
        command.SetAction(arguments =>
        {
            var console = arguments.InvocationConfiguration;
            try
            {
                if (Load(arguments.GetValue(configuration), console.Error) is not { } options)
                {
                    return ExitCode.BadConfiguration;
                }

                var bundle = ModelBundle.Read(arguments.GetValue(model) ?? options.Model.Path);
                var logs = ReadLogs(arguments.GetRequiredValue(folder), bundle);
                var report = new ReplayReport(logs, RuleBook.For(bundle.Manifest.Model, options, AnyPrinter, material: null, OperatorSettings.None).Classes, console.Output);
                report.Tell();
                if (arguments.GetValue(budget) is { } text)
                {
                    report.Search(AlarmBudget.Parse(text)!, arguments.GetValue(holds), Path.Combine(arguments.GetRequiredValue(folder), "trade-off.png"));
                }

                return ExitCode.Clean;
            }
            catch (Exception e) when (e is BundleException or ScoreLogException or IOException or UnauthorizedAccessException)
            {
                console.Error.WriteLine(e.Message);
                return ExitCode.BadConfiguration;
            }
        });
        return command;
    }

    // The rules of the agent as a whole; which camera looks has no say in them.
    private static PrinterOptions AnyPrinter { get; } = new() { Cameras = new() { ["camera"] = new CameraOptions() } };

    private static AgentOptions? Load(FileInfo? file, TextWriter error)
    {
        if (file is null)
        {
            return new AgentOptions();
        }

        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        var (options, problems) = AgentConfiguration.Load(file.FullName, environment, []);
        problems.ToList().ForEach(error.WriteLine);
        return problems.Count == 0 ? options : null;
    }

    private static IReadOnlyList<ScoreLog> ReadLogs(string folder, ModelBundle bundle)
    {
        var logs = ScoreLog.ReadFolder(folder);
        var model = bundle.Manifest.Model;
        return logs.FirstOrDefault(log => log.Header.ModelSha256 != bundle.Manifest.ModelSha256 || !log.Header.Classes.SequenceEqual(model.Classes)) is not { } other
            ? logs
            : throw new ScoreLogException($"{folder}, {other.Header.Source}", $"scored by another model than {model.Name}/{model.Version} of {bundle.Folder}");
    }
}
