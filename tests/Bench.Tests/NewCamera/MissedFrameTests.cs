using Defects.Bench.NewCamera;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Trainer.Adaptation;

namespace Defects.Bench.Tests.NewCamera;

public sealed class MissedFrameTests
{
    private static readonly ModelDescription Model = new()
    {
        Name = "defects",
        Version = 1,
        Architecture = "mobilenet_v2",
        Classes = [DefectClass.Good, DefectClass.Spaghetti],
        InputSize = 64,
        ResizeRule = FramePreprocessing.ResizeRule,
        Temperature = 1,
        PriorOffset = new Dictionary<DefectClass, double>(),
        Thresholds = [new ClassThreshold(DefectClass.Spaghetti, 0.5, 0.35, 0.05)],
        TrainingDataHash = "0123",
        GitCommit = "unknown",
        Created = DateTimeOffset.UnixEpoch,
        Metrics = new Dictionary<string, double>(),
    };

    /// <summary>Follows the good frames entirely, and lifts everything by 1.</summary>
    private static readonly AdaptationRule Rule = new(0, [new ClassAdaptation(DefectClass.Spaghetti, 1, Shift: 1, Novelty: 0, -6, 6)]);

    [Fact]
    public void Of_ThreeReferencesOfOneCamera_CountsWhatEachLeavesBelowTheThreshold()
    {
        // Log-odds of the frames -3.9, -2.5 and 0; the good frames of the references lie at -3, -1 and -2.5. So the first frame comes to 0.1, -1.9 and -0.4,
        // the second to 1.5, -0.5 and 1, the third to 4, 2 and 3.5; the threshold lies at 0.
        TriedFrame[] frames = [Frame("b", -3.9), Frame("a", -2.5), Frame("c", 0), new(DefectClass.Good, Scored(-4)) { File = "good" }, new(DefectClass.Spaghetti, Scored(-9))];

        var missed = MissedFrame.Of(Model, DefectClass.Spaghetti, Rule, [Camera(-3, frames), Camera(-1, frames), Camera(-2.5, frames)]);

        Assert.Equal([new MissedFrame("b", 2, 3), new MissedFrame("a", 1, 3)], missed);
    }

    private static TriedFrame Frame(string file, double logOdds) => new(DefectClass.Spaghetti, Scored(logOdds)) { File = file };

    private static TriedCamera Camera(double margin, IReadOnlyList<TriedFrame> frames) => TriedCamera.Of(
        "camera", Model.ClassSet(), [.. Enumerable.Range(0, CameraAdaptation.LeastFrames).Select(i => Scored(margin, i))], frames);

    private static ReferenceFrame Scored(double logOdds, float place = 0)
    {
        var p = (float)(1 / (1 + Math.Exp(-logOdds)));
        return new ReferenceFrame([1 - p, p], [place, 1]);
    }
}
