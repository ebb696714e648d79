using Defects.Agent.Adaptation;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Agent.Tests.Adaptation;

/// <summary>The shipped model on good frames of a simulated camera, with rules that adapt too much or not.</summary>
public sealed class FailureCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FrameClassifier _classifier;
    private readonly IReadOnlyList<string> _frames;

    public FailureCheckTests()
    {
        using var session = new SessionOptions();
        _classifier = GoldenCheck.Open(ModelBundle.Read(RepositoryRoot.PathOf("models/defects/champion")), session, maxBatch: 1);
        _frames = GoodFrames();
    }

    public void Dispose()
    {
        _classifier.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Refusal_RuleThatLowersWithinReason_IsNone() => Assert.Null(Refusal(lowest: -1));

    [Fact]
    public void Refusal_RuleThatWouldHideAFailure_SaysHowManyWouldBeMissed()
    {
        var why = Refusal(lowest: -10);

        Assert.Matches("^of 36 piles of spaghetti laid onto this camera's good frames [0-9]+ were at the threshold before, and [0-9]+ would be after", why!);
    }

    private string? Refusal(double lowest)
    {
        using var check = new FailureCheck();
        var rule = new AdaptationRule(0, [new ClassAdaptation(DefectClass.Spaghetti, Offset: -100, Shift: 0, Novelty: 0, lowest, Highest: 0)]);
        return check.Run(_classifier, rule, CameraAdaptation.Of(_classifier.Model.ClassSet(), [.. _frames.Select(Look)]), _frames)!.Refusal();
    }

    private ReferenceFrame Look(string file)
    {
        using var frame = FramePreprocessing.TryDecode(File.ReadAllBytes(file))!;
        return ReferenceFrame.Of(_classifier, frame);
    }

    private List<string> GoodFrames()
    {
        using var renderer = new PrintRenderer(new SimulatedStation(7, CameraFamily.FrontHigh).Print(0, DefectClass.Good));
        return [.. Enumerable.Range(0, 12).Select(i =>
        {
            var file = _folder.File($"{i:D2}.jpg");
            File.WriteAllBytes(file, renderer.Render(TimeSpan.FromMinutes(5 * i)).Jpeg);
            return file;
        })];
    }
}
