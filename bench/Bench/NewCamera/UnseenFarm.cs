using Defects.Agent.Replay;
using Defects.Bench.Replay;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Simulation;
using Defects.Trainer.Adaptation;
using Defects.Trainer.Data;

namespace Defects.Bench.NewCamera;

/// <summary>
/// Simulated printers that nothing was learnt or chosen on, each watched for an hour's print of which half fail: as the model comes, and adapted
/// to frames of one earlier print.
/// </summary>
/// <param name="Unadapted">The scores of each printer.</param>
/// <param name="Adapted">The same frames, corrected.</param>
internal sealed record UnseenFarm(IReadOnlyList<ScoreLog> Unadapted, IReadOnlyList<ScoreLog> Adapted)
{
    // Stations that nothing else in the project draws.
    private const int First = 730_000;

    private static readonly TimeSpan EarliestOnset = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LatestOnset = TimeSpan.FromMinutes(40);

    public static UnseenFarm Score(ModelBundle bundle, AdaptationRule rule, int printers, CancellationToken cancellation)
    {
        var stations = SimulatedStation.From(First, printers).ToList();
        var (unadapted, adapted) = (new ScoreLog[printers], new ScoreLog[printers]);
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, printers, options, i =>
        {
            using var scorer = new PrintScorer(bundle);
            (unadapted[i], adapted[i]) = Score(scorer, stations[i], FailureOf(i), bundle.Manifest.Model.ClassSet(), rule, cancellation);
        });
        return new UnseenFarm(unadapted, adapted);
    }

    /// <summary>Every second printer fails, in every way in turn.</summary>
    private static DefectClass FailureOf(int printer) => printer % 2 == 0 ? DefectClass.Good : PrintSet.Failures[printer / 2 % PrintSet.Failures.Count];

    private static (ScoreLog Unadapted, ScoreLog Adapted) Score(
        PrintScorer scorer, SimulatedStation station, DefectClass failure, ClassSet classes, AdaptationRule rule, CancellationToken stop)
    {
        var adaptation = CameraAdaptation.Of(classes, [.. StationPrints.Reference(station).Select(frame => scorer.Look(frame.Jpeg))]);
        var onset = EarliestOnset + new Random(Seed.Of(station.Number)).NextDouble() * (LatestOnset - EarliestOnset);
        var print = station.Print(1, failure, failure.IsDefect ? onset : default);
        var watched = new WatchedPrint($"{station.Camera} {station.Number}", print, TimeSpan.Zero, print.Duration);
        List<ScoredMoment> raw = [], corrected = [];
        scorer.Score(watched, (at, probabilities, embedding) =>
        {
            raw.Add(new ScoredMoment(at, 0, probabilities.ToArray()));
            var changed = probabilities.ToArray();
            adaptation.Apply(rule, classes, changed, embedding);
            corrected.Add(new ScoredMoment(at, 0, changed));
        }, stop);
        return (scorer.Log(watched, raw), scorer.Log(watched, corrected));
    }
}
