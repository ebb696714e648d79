using System.Collections.Concurrent;
using System.Text;
using Defects.Agent.Cameras.Quality;

namespace Defects.Bench.CameraQuality;

/// <summary>Gathers runs by footage and fault.</summary>
internal sealed class QualityTable
{
    private readonly ConcurrentBag<(string Kind, Degradation? Degradation, QualityRun Run)> _runs = [];

    /// <param name="degradation">What was done to the footage; null for nothing.</param>
    public void Add(string kind, Degradation? degradation, QualityRun run) => _runs.Add((kind, degradation, run));

    /// <summary>
    /// Healthy footage: the share of pictures that look faulty, and cameras against which anything was ever held. Faults: the
    /// cameras against which the right one was held within 30 s, of single photos the share that looks so.
    /// </summary>
    public string Render()
    {
        var text = new StringBuilder("| footage | done to it | cameras | right | wrong | pictures that look faulty |\n|---|---|---:|---:|---:|---:|\n");
        foreach (var group in Groups())
        {
            var (kind, degradation) = group.Key;
            var runs = group.Select(item => item.Run).ToList();
            var verdicts = runs.Select(VerdictOf).ToList();
            var right = verdicts.Count(verdict => verdict == degradation?.Fault);
            var faulty = runs.Sum(run => Shown(run).Count(fault => fault is not null)) / (double)runs.Sum(run => Shown(run).Count());
            text.Append(FormattableString.Invariant(
                $"| {kind} | {degradation?.Name ?? "nothing"} | {runs.Count} | {Percent(right, runs.Count)} | {Wrong(verdicts, degradation?.Fault)} | {faulty:P1} |\n"));
        }

        return text.ToString();
    }

    /// <summary>The figures behind the limits: 1st, 50th and 99th percentile of each.</summary>
    public string RenderFigures(IReadOnlyList<(string Name, Func<FrameLook, double?> Of)> figures)
    {
        var text = new StringBuilder("| footage | done to it |").AppendJoin('|', figures.Select(figure => $" {figure.Name} ")).Append("|\n|---|---|");
        text.Insert(text.Length, "---|", figures.Count).Append('\n');
        foreach (var group in Groups())
        {
            var looks = group.SelectMany(item => item.Run.Looks.Skip(item.Run.Looks.Count > 1 ? QualityRun.Onset + 1 : 0)).ToList();
            text.Append(FormattableString.Invariant($"| {group.Key.Kind} | {group.Key.Degradation?.Name ?? "nothing"} |"));
            foreach (var (_, figure) in figures)
            {
                var values = looks.Select(figure).OfType<double>().Order().ToList();
                text.Append(values.Count == 0 ? " |" : FormattableString.Invariant($" {At(values, 0.01):0.###} {At(values, 0.5):0.###} {At(values, 0.99):0.###} |"));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private IEnumerable<IGrouping<(string Kind, Degradation? Degradation), (string Kind, Degradation? Degradation, QualityRun Run)>> Groups() => _runs
        .GroupBy(run => (run.Kind, run.Degradation))
        .OrderBy(group => group.Key.Kind, StringComparer.Ordinal)
        .ThenBy(group => group.Key.Degradation is { } degradation ? Degradation.All.ToList().IndexOf(degradation) : -1);

    private static IEnumerable<CameraFault?> Shown(QualityRun run) => run.Judged.Skip(run.Judged.Count > 1 ? QualityRun.Onset : 0);

    // Of one photo there is no time to hold anything.
    private static CameraFault? VerdictOf(QualityRun run) => run.Held.Count == 1 ? run.Judged[0] : run.Held.FirstOrDefault(fault => fault is not null);

    private static string Percent(int count, int of) => FormattableString.Invariant($"{count} ({(double)count / of:P0})");

    private static string Wrong(IReadOnlyList<CameraFault?> verdicts, CameraFault? right) => string.Join(
        ", ", verdicts.Where(verdict => verdict is not null && verdict != right).CountBy(verdict => verdict!.Value).Select(pair => $"{pair.Key} {pair.Value}"));

    private static double At(IReadOnlyList<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];
}
