using Defects.Shared.Classes;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Defects.Trainer.Adaptation;
using Defects.Trainer.Export;
using Defects.Trainer.Tests.Networks;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Trainer.Tests.Adaptation;

public class StationScoringTests
{
    [Fact]
    public void Score_TwoStations_EachHasGoodAndAllFailingFramesInAnyOrderOfWork()
    {
        var onnx = OnnxExporter.Export(TestNetworks.Create("mobilenet_v3_small"), TestNetworks.Describe("mobilenet_v3_small", 64));
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        var scoring = new StationScoring(() => FrameClassifier.Open(onnx, "test", options, maxBatch: 1));
        SimulatedStation[] stations = [.. SimulatedStation.From(1, 2)];

        var cameras = scoring.Score(stations, TestContext.Current.CancellationToken);
        var alone = scoring.Score([stations[1]], TestContext.Current.CancellationToken)[0];

        Assert.Equal(["FrontLow 1", "FrontHigh 2"], cameras.Select(camera => camera.Name));
        Assert.All(cameras, camera =>
        {
            Assert.Equal(40, camera.Frames.Count(frame => frame.Label == DefectClass.Good));
            Assert.Equal(17, camera.Adaptation.Frames);
            Assert.All(
                [DefectClass.UnderExtrusion, DefectClass.Spaghetti],
                item => Assert.InRange(camera.Frames.Count(frame => frame.Label == item), 5, 20));
        });

        // Fine strings of the first minutes may be out of sight of one of them.
        Assert.InRange(cameras.Sum(camera => camera.Frames.Count(frame => frame.Label == DefectClass.Stringing)), 10, 20);
        Assert.Equal(cameras[1].Frames.Select(frame => frame.Scored.Probabilities), alone.Frames.Select(frame => frame.Scored.Probabilities));
    }
}
