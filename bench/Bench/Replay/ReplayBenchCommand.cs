using System.CommandLine;
using System.Globalization;
using Defects.Agent.Alerts;
using Defects.Agent.Commands.Replay;
using Defects.Agent.Replay;
using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using OpenCvSharp;

namespace Defects.Bench.Replay;

/// <summary>
/// Time to detect and false alarms of the shipped rules on simulated prints, beside the rules of others on the same scores; on the
/// prints for choosing also the rules that keep a budget.
/// </summary>
internal static class ReplayBenchCommand
{
    public static int Run(string[] args)
    {
        var hours = new Option<double>("--hours") { Description = "Print-hours of good prints.", DefaultValueFactory = _ => 1000 };
        var failures = new Option<int>("--failures") { Description = "Failing prints, the classes in turn.", DefaultValueFactory = _ => 201 };
        var minutes = new Option<double?>("--minutes") { Description = "Score for so long and report on what is there; a later run goes on." };
        var role = new Option<ReplayRole>("--role") { Description = "choose: prints to choose rules on; report: others.", DefaultValueFactory = _ => ReplayRole.Report };
        var budget = new Option<string>("--budget") { Description = $"Of each class, for choosing: {AlarmBudget.Form}.", DefaultValueFactory = _ => "1/month" };
        var holds = new Option<bool>("--holds") { Description = "Choose among other set holds as well." };
        var keep = new Option<bool>("--keep") { Description = "Pack the scores into bench/scores/replay/, from where every run takes them." };
        budget.Validators.Add(result =>
        {
            if (AlarmBudget.Parse(result.GetValueOrDefault<string>()!) is null)
            {
                result.AddError($"--budget: expected {AlarmBudget.Form}");
            }
        });
        var command = new RootCommand("Alert rules on simulated prints.") { hours, failures, minutes, role, budget, holds, keep };
        command.SetAction(arguments =>
        {
            var set = new PrintSet(arguments.GetValue(role));
            TimeSpan? limit = arguments.GetValue(minutes) is { } given ? TimeSpan.FromMinutes(given) : null;
            var prints = Mixed([.. set.Good(arguments.GetValue(hours))], [.. set.Failing(arguments.GetValue(failures))]);
            var bundle = ModelBundle.Read("models/defects/champion");
            var logs = Score(bundle, set.Role, prints, limit, arguments.GetValue(keep));
            if (logs.Count == 0)
            {
                Console.Out.WriteLine("replay: no print was finished in that time");
                return 1;
            }

            var rules = DefaultThresholds.Of(bundle.Manifest.Model).Select(AlertRule.BuiltIn).ToList();
            Compare(logs, rules);
            if (set.Role == ReplayRole.Choose)
            {
                var within = AlarmBudget.Parse(arguments.GetRequiredValue(budget))!;
                TimesTable.Tell(logs, rules, within, Console.Out);
                var picture = Path.Combine(FolderOf("artifacts", bundle, set.Role), "trade-off.png");
                new ReplayReport(logs, rules, Console.Out).Search(within, arguments.GetValue(holds), picture);
            }

            return 0;
        });
        return command.Parse(args).Invoke();
    }

    private static IReadOnlyList<ScoreLog> Score(ModelBundle bundle, ReplayRole role, IReadOnlyList<WatchedPrint> prints, TimeSpan? limit, bool keep)
    {
        Cv2.SetNumThreads(1);
        var (folder, kept) = (FolderOf("artifacts", bundle, role), new KeptScores(FolderOf("bench/scores", bundle, role)));
        Directory.CreateDirectory(folder);
        kept.Unpack(folder);
        var cache = new ScoreCache(folder, bundle);
        cache.Fill(prints, limit, Console.Out);
        if (keep)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"replay.prints_packed {kept.Pack(folder)}"));
        }

        return cache.Read(prints);
    }

    private static string FolderOf(string root, ModelBundle bundle, ReplayRole role) =>
        Path.Combine(root, "replay", bundle.Manifest.ModelSha256[..12], role == ReplayRole.Choose ? "choose" : "report");

    /// <summary>Good and failing prints in even turns, so that a run cut short has its share of each.</summary>
    internal static IReadOnlyList<WatchedPrint> Mixed(IReadOnlyList<WatchedPrint> good, IReadOnlyList<WatchedPrint> failing) =>
    [
        .. good.Select((print, i) => (Print: print, Turn: (i + 0.5) / good.Count))
            .Concat(failing.Select((print, i) => (Print: print, Turn: (i + 0.5) / failing.Count)))
            .OrderBy(item => item.Turn)
            .Select(item => item.Print),
    ];

    private static void Compare(IReadOnlyList<ScoreLog> logs, IReadOnlyList<AlertRule> rules)
    {
        var output = Console.Out;
        Figure("good_print_hours", logs.Sum(log => log.Header.GoodFor().TotalHours));
        Figure("failures", logs.Count(log => log.Header.Onsets.Count > 0));
        output.WriteLine(ReplayTable.Head);
        foreach (var (rule, ours) in BudgetSearch.Try(logs, rules))
        {
            output.WriteLine(ReplayTable.Line("shipped", rule.Set, ours));
            foreach (var rival in Rivals.All)
            {
                output.WriteLine(ReplayTable.Line(rival.Name, rival.Threshold, Rivals.Figures(rival, rule.Class, logs)));
                output.WriteLine(Rivals.AsQuietAs(rival, rule.Class, logs, ours.FalseAlarms) is { } quiet
                    ? ReplayTable.Line($"{rival.Name}, as quiet", quiet.Rule.Threshold, quiet.Figures)
                    : $"{rule.Class,-16} {rival.Name} has more false alarms than that at any threshold");
            }

            Figure($"{rule.Class}.median_s", ours.Within(0.5)?.TotalSeconds ?? double.NaN);
            Figure($"{rule.Class}.p95_s", ours.Within(0.95)?.TotalSeconds ?? double.NaN);
            Figure($"{rule.Class}.missed", ours.Missed);
            Figure($"{rule.Class}.false_per_100h", ours.PerHundredHours);
            Figure($"{rule.Class}.false_per_100h_upper", ours.Interval.High);
        }

        void Figure(string name, double value) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"replay.{name} {value:0.###}"));
    }
}
