using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Inference;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Agent.Tests.Adaptation;

public sealed class CameraAdaptationsTests : IDisposable
{
    private static readonly CameraKey Bed = new("p1", "bed");
    private static readonly float[] Said = [0.9f, 0.03f, 0.03f, 0.04f];
    private readonly TemporaryFolder _folder = new();
    private readonly OpenedModel _model;
    private readonly CameraAdaptations _adaptations = new();

    public CameraAdaptationsTests()
    {
        var bundle = ModelBundle.Read(Path.Combine(AdaptingModel.WriteTo(_folder.Path), "champion"));
        using var session = new SessionOptions();
        _model = new OpenedModel(
            FrameClassifier.Open(bundle.Onnx, "test", session, maxBatch: 1), bundle.Folder, bundle.Manifest.ModelSha256, new ProviderChoice("cpu", []), new ScoringPlan(SideBySide: false, Frames: 1));
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Adapt_RecordOfTheModel_ChangesTheClassOfItsRuleAlone()
    {
        _adaptations.Set(Bed, Record());

        var adapted = Adapted(Bed);

        // The good frames of the camera have log-odds -6: 6 - 2 is added.
        Assert.Equal(Math.Log(0.04 / 0.96) + 4, Math.Log(adapted[3] / (1 - adapted[3])), 1e-4);
        Assert.Equal(Said[1..3], adapted[1..3]);
    }

    [Fact]
    public void Adapt_Refused_LeavesTheScores()
    {
        _adaptations.Set(Bed, Record() with { Refusal = "it would hide a failure" });

        Assert.Equal(Said, Adapted(Bed));
    }

    [Fact]
    public void Adapt_FittedWithAnotherModel_LeavesTheScores()
    {
        _adaptations.Set(Bed, Record() with { ModelSha256 = "00" });

        Assert.Equal(Said, Adapted(Bed));
    }

    [Fact]
    public void Adapt_NumbersOfAnotherNetwork_LeavesTheScores()
    {
        var record = Record();
        _adaptations.Set(Bed, record with { Adaptation = record.Adaptation with { Cluster = EmbeddingCluster.Of([[0f], [1f], [2f]]) } });

        Assert.Equal(Said, Adapted(Bed));
    }

    [Fact]
    public void Adapt_CameraOfAnotherPrinterOrDropped_LeavesTheScores()
    {
        _adaptations.Set(Bed, Record());

        Assert.Equal(Said, Adapted(new CameraKey("p2", "bed")));
        Assert.True(_adaptations.Drop(Bed));
        Assert.Equal(Said, Adapted(Bed));
    }

    private float[] Adapted(CameraKey camera)
    {
        float[] scores = [.. Said];
        _adaptations.Adapt(camera, _model, scores, [0, 0, 0]);
        return scores;
    }

    private AdaptationRecord Record() => new(
        _model.Sha256,
        "colours/3",
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch,
        "place",
        null,
        new CameraAdaptation([0, -5, -5, -6], EmbeddingCluster.Of([[0f, 0, 0], [1f, 0, 0], [0f, 1, 0]]), 1, 17),
        []);
}
