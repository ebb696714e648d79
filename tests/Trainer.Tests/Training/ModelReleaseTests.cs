using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Training;

[Collection(OneTraining.Name)]
public sealed class ModelReleaseTests : IDisposable
{
    private static readonly TrainOptions Small =
        new() { Architecture = MobileNetV3Small.Name, InputSize = 64, Epochs = 2, Batch = 8, LearningRate = 2e-3, Seed = 5 };

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_TrainedModel_IsABundleThatPassesItsGoldenCheck_WithItsReport()
    {
        var data = _folder.ColouredClasses();
        using var model = Run(Small, data);

        var (bundle, report) = ModelRelease.Next(_folder["models/colours"]).Write(model, Small, data, _folder["report"], DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);

        using var session = new SessionOptions();
        using var classifier = GoldenCheck.Open(ModelBundle.Read(bundle), session, maxBatch: 1);
        Assert.Equal(model.Trained.Classes, classifier.Model.ClassSet());
        Assert.Equal(12, report.Splits.Single().Scores.Images);
        Assert.Equal(report.Splits[0].Scores.MacroF1, classifier.Model.Metrics["val.macro_f1"], 4);
        Assert.Contains(
            "| class-wise ECE | of good | of stringing | of spaghetti |", File.ReadAllText(Path.Combine(bundle, "report", "report.md")), StringComparison.Ordinal);
        Assert.Equivalent(Small, TrainingRecipe.Read(bundle)!.Options, strict: true);
        foreach (var file in new[] { "metrics.json", "report.md", "report.html" })
        {
            Assert.True(new FileInfo(Path.Combine(bundle, "report", file)).Length > 500, file);
        }
    }

    [Fact]
    public void Write_WithFolds_ReportsOutOfFoldFigures_OfEveryTrainingAndValidationImage()
    {
        var data = _folder.ColouredClasses();
        using var model = Run(Small with { Folds = 2, Stations = 0 }, data);

        var (_, report) = ModelRelease.Next(_folder["models/colours"])
            .Write(model, Small, data, _folder["report"], DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);

        Assert.Equal("out_of_fold", report.Splits[0].Name);
        Assert.Equal(data.Images.Count, report.Splits[0].Scores.Images);
    }

    [Fact]
    public void Write_WithFoldsAndStations_LearnsHowCamerasAdapt_AndReportsEverySourceLeftOut()
    {
        var coloured = _folder.ColouredClasses();
        var data = coloured with { Images = [.. coloured.Images.Select((image, i) => image with { Source = i / 2 % 2 == 0 ? "shop" : "home" })] };
        var options = Small with { Folds = 2, Stations = 2, UnseenSources = true };
        using var model = Run(options, data);

        var (bundle, report) = ModelRelease.Next(_folder["models/colours"])
            .Write(model, options, data, _folder["report"], DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);

        var rule = ModelBundle.Read(bundle).Manifest.Model.Adaptation;
        Assert.Equivalent(model.Adaptation!.Rule, rule);
        Assert.Equal(2, report.Adaptation!.Cameras);
        Assert.Equal(["good", "stringing", "spaghetti"], model.Trained.Classes.Select(c => c.Name));
        Assert.Equal(["stringing", "spaghetti"], report.Adaptation.Classes.Select(c => c.Class.Name));
        var page = File.ReadAllText(Path.Combine(bundle, "report", "report.md"));
        Assert.Equal(["home", "shop"], report.UnseenSources.Select(source => source.Source));
        Assert.All(report.UnseenSources, source => Assert.True(source.Served is { FalseAlarms: >= 0, Caught: >= 0 }));
        Assert.All(report.UnseenSources, source => Assert.Equal(data.Images.Count(i => i.Source == source.Source && i.Split != "test"), source.Images.Values.Sum()));
        Assert.Contains("learnt on 2 simulated printers", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_UnseenSourcesOfOneSource_IsRefusedBeforeAnythingIsTrained()
    {
        var refused = Assert.Throws<Defects.Trainer.Data.DatasetException>(() => Run(Small with { UnseenSources = true }, _folder.ColouredClasses()));

        Assert.StartsWith("--unseen-sources: no source can be left out", Assert.Single(refused.Problems), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    /// <summary>From weights, so that batch norm keeps its statistics: those of pictures of one colour would blow up the rounding of floats.</summary>
    private TrainedModel Run(TrainOptions options, Defects.Trainer.Data.Dataset data) => ModelTraining.Execute(
        options with { Init = Start() }, data, new RunFolder(_folder["run"]), new RecordedProgress(), TimeProvider.System, TestContext.Current.CancellationToken);

    private string Start()
    {
        random.manual_seed(1);
        using var network = NetworkCatalog.Create(Small.Architecture, classCount: 3);
        NetworkWeights.Save(network, _folder["start.safetensors"]);
        return _folder["start.safetensors"];
    }
}
