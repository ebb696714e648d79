using Defects.Agent.Replay;
using Defects.Bench.NewCamera;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Simulation;
using Defects.Trainer.Export;
using Defects.Trainer.Networks;

namespace Defects.Bench.Tests.NewCamera;

public sealed class UnseenFarmTests : IDisposable
{
    private static readonly ClassSet Classes = new(SimulatedDataset.Classes);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Score_TwoPrinters_AnHourEachOfWhichOneFails_TheSameFramesWithAndWithoutTheCorrection()
    {
        // Of one class and by the same amount everywhere, so that the correction can be worked out by hand.
        var rule = new AdaptationRule(0, [new ClassAdaptation(DefectClass.Spaghetti, Offset: 2, Shift: 0, Novelty: 0, Lowest: -2, Highest: 6)]);

        var farm = UnseenFarm.Score(Bundle(), rule, 2, TestContext.Current.CancellationToken);

        Assert.Equal([0, 1], farm.Unadapted.Select(log => log.Header.Onsets.Count));
        Assert.InRange(farm.Unadapted[1].Header.Onsets[DefectClass.UnderExtrusion], TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(40));
        Assert.Equal(farm.Unadapted.Select(log => log.Header.Source), farm.Adapted.Select(log => log.Header.Source));
        Assert.All(farm.Unadapted, log => Assert.Equal(TimeSpan.FromHours(1), log.Header.Duration));
        Assert.All(farm.Unadapted.Zip(farm.Adapted), logs =>
        {
            Assert.Equal(720, logs.First.Frames.Count);
            Assert.All(logs.First.Frames.Zip(logs.Second.Frames), frames => Assert.Equal(2, Spaghetti(frames.Second) - Spaghetti(frames.First), 1e-3));
            Assert.All(logs.First.Frames.Zip(logs.Second.Frames), frames => Assert.Equal(Of(frames.First, DefectClass.Stringing), Of(frames.Second, DefectClass.Stringing)));
        });
    }

    private static double Spaghetti(ScoredMoment moment) => CameraAdaptation.LogOdds(Of(moment, DefectClass.Spaghetti));

    private static float Of(ScoredMoment moment, DefectClass item) => moment.Probabilities[Classes.ColumnOf(item)];

    private ModelBundle Bundle()
    {
        using var network = NetworkCatalog.Create(MobileNetV3Small.Name, Classes.Count);
        network.eval();
        var model = new ModelDescription
        {
            Name = "defects",
            Version = 1,
            Architecture = MobileNetV3Small.Name,
            Classes = [.. Classes],
            InputSize = 64,
            ResizeRule = FramePreprocessing.ResizeRule,
            Temperature = 1,
            PriorOffset = Classes.ToDictionary(c => c, _ => 0.0),
            Thresholds = [.. Classes.Where(c => c.IsDefect).Select(c => new ClassThreshold(c, 0.5, 0.35, 0.05))],
            TrainingDataHash = "0123",
            GitCommit = "unknown",
            Created = DateTimeOffset.UnixEpoch,
            Metrics = new Dictionary<string, double>(),
        };
        var golden = new Dictionary<string, byte[]> { ["a.jpg"] = StationFrame() };
        return ModelBundle.Read(BundleExport.Write(network, model, golden, _folder.File("defects")));
    }

    private static byte[] StationFrame()
    {
        using var renderer = new PrintRenderer(new SimulatedStation(1, CameraFamily.FrontLow).Print(0, DefectClass.Good));
        return renderer.Render(TimeSpan.FromMinutes(10)).Jpeg;
    }
}
