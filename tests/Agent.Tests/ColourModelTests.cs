using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Agent.Tests;

public sealed class ColourModelTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void ColourModel_Opened_PassesItsGoldenFrames(string version)
    {
        using var options = new SessionOptions();
        using var classifier = GoldenCheck.Open(ModelBundle.Read(Path.Combine(ColourModel.Folder, version)), options, maxBatch: 2);

        Assert.Equal(32, classifier.Model.InputSize);
        Assert.Equal(3, classifier.EmbeddingLength);
        Assert.Equal((4, 4), (classifier.HeatmapHeight, classifier.HeatmapWidth));
    }
}
