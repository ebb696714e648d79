using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Adaptation;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Tests.Networks;

namespace Defects.Trainer.Tests.Evaluation;

public sealed class AdaptedSourceTests
{
    /// <summary>Follows the good frames entirely.</summary>
    private static readonly ModelDescription Model = TestNetworks.Describe("mobilenet_v2", 64) with
    {
        Adaptation = new AdaptationRule(0, [new ClassAdaptation(DefectClass.Spaghetti, 0, Shift: 1, Novelty: 0, -6, 6)]),
    };

    [Fact]
    public void Of_WorkedByHand()
    {
        // The threshold of 0.6 lies at log-odds of 0.405. Good frames lie at 1 with the first reference and at -1 with the second.
        TriedFrame[] frames = [Frame(DefectClass.Good, 1), Frame(DefectClass.Good, 0), Frame(DefectClass.Spaghetti, 2), Frame(DefectClass.Spaghetti, 0)];

        var source = AdaptedSource.Of(Model, [Camera(1, frames), Camera(-1, frames)])!;

        // 1, 0, 2 and 0 come to 0, -1, 1 and -1 with the first, to 2, 1, 3 and 1 with the second.
        Assert.Equal(2, source.References);
        Assert.Equal(new ServedShares(0.5, 0.5), source.Before);
        Assert.Equal(new ServedShares(0.5, 0.75), source.After);
    }

    [Fact]
    public void Of_NoReference_IsNothing() => Assert.Null(AdaptedSource.Of(Model, []));

    private static TriedCamera Camera(double margin, IReadOnlyList<TriedFrame> frames) => TriedCamera.Of(
        "camera", Model.ClassSet(), [.. Enumerable.Range(0, CameraAdaptation.LeastFrames).Select(i => Scored(margin, i))], frames);

    private static TriedFrame Frame(DefectClass label, double logOdds) => new(label, Scored(logOdds, 0));

    private static ReferenceFrame Scored(double logOdds, float place)
    {
        var p = (float)(1 / (1 + Math.Exp(-logOdds)));
        return new ReferenceFrame([.. Model.Classes.Select(c => c == DefectClass.Spaghetti ? p : c == DefectClass.Good ? 1 - p : 0)], [place, 1]);
    }
}
