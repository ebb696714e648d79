using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
using Defects.Trainer.Sampling;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

[Collection(OneTraining.Name)]
public sealed class AveragedTrainingTests : IDisposable
{
    private static readonly TrainOptions Small =
        new() { Architecture = MobileNetV3Small.Name, InputSize = 64, Epochs = 1, Batch = 8, LearningRate = 2e-3, Seed = 5 };

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Execute_TwoRuns_EveryWeightIsTheirMeanAndKeptAsTheBest()
    {
        var data = TwoClasses(8);

        using var average = Run(Small with { Init = Start(data), FurtherRuns = 1 }, data, "run");

        var (first, second) = (Weights("run/run_1"), Weights("run/run_2"));
        var expected = average.Network.state_dict();
        Assert.NotEqual(first["classifier.3.weight"], second["classifier.3.weight"]);
        foreach (var (name, weight) in expected.Where(pair => pair.Value.is_floating_point()))
        {
            float[] mean = [.. first[name].Zip(second[name], (a, b) => (a + b) / 2)];
            Assert.All(weight.data<float>().ToArray().Zip(mean), pair => Assert.Equal(pair.Second, pair.First, 1e-5f + 1e-4f * Math.Abs(pair.Second)));
        }

        Assert.Equal(Weights("run")["classifier.3.bias"], expected["classifier.3.bias"].data<float>().ToArray());
        Assert.Equal(2, average.Runs);
    }

    [Fact]
    public void Execute_FromABackbone_TheRunsBeginWithTheSameClassifier()
    {
        // A backbone of other classes brings no classifier, and at such a rate none is learnt.
        var data = TwoClasses(8);
        using var other = NetworkCatalog.Create(Small.Architecture, 3);
        NetworkWeights.Save(other, _folder["backbone.safetensors"]);

        Run(Small with { Backbone = _folder["backbone.safetensors"], FurtherRuns = 1, LearningRate = 1e-12 }, data, "run").Dispose();

        Assert.All(
            Weights("run/run_1")["classifier.3.weight"].Zip(Weights("run/run_2")["classifier.3.weight"]),
            pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [Fact]
    public void Add_RunsOfOtherFrequencies_LogitsAreTheMeanWithoutThem()
    {
        // Sampling by square root, 8 good and 2 spaghetti: of 10 draws round(10 * 8^.5 / (8^.5 + 2^.5)) = 7 and 3; of 8 and 8 half each.
        var (first, second) = (Trained(8, 2), Trained(8, 8));
        float[] one = Bias(first), other = Bias(second);

        var half = AveragedTraining.Add(null, first, new LossOptions(), 0.5);
        using var average = AveragedTraining.Add(half, second, new LossOptions(), 0.5);

        float[] without = [MathF.Log(0.7f), MathF.Log(0.3f)], with = [MathF.Log(0.5f), MathF.Log(0.5f)];
        float[] expected = [.. one.Select((_, i) => (one[i] - without[i] + (other[i] - with[i])) / 2 + with[i])];
        Assert.All(Bias(average).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
        Assert.Equal(2, average.Runs);
    }

    [Fact]
    public void Execute_OneRun_IsAPlainTraining()
    {
        using var trained = Run(Small, TwoClasses(4), "run");

        Assert.False(Directory.Exists(_folder["run/run_1"]));
        Assert.Equal(1, trained.Runs);
    }

    [Fact]
    public void Clear_AfterTheEnd_LeavesTheAverageAndNothingToGoOnFrom()
    {
        var data = TwoClasses(8);
        var options = Small with { Init = Start(data), FurtherRuns = 1 };
        Run(options, data, "run").Dispose();

        AveragedTraining.Clear(options, _folder["run"]);

        Assert.Equal([_folder["run/best.safetensors"]], Directory.EnumerateFiles(_folder["run"], "*.safetensors", SearchOption.AllDirectories));
    }

    private Dataset TwoClasses(int train)
    {
        var data = _folder.ColouredClasses(train, 4);
        return data with { Images = [.. data.Images.Where(i => i.Label != DefectClass.Stringing)] };
    }

    private string Start(Dataset data)
    {
        Run(Small, data, "start").Dispose();
        return _folder[$"start/{TrainingRun.BestWeightsFile}"];
    }

    private TrainedNetwork Run(TrainOptions options, Dataset data, string folder) =>
        AveragedTraining.Execute(options, data, _folder[folder], new RecordedProgress(), TimeProvider.System, TestContext.Current.CancellationToken);

    private Dictionary<string, float[]> Weights(string run)
    {
        using var network = NetworkCatalog.Create(Small.Architecture, 2);
        NetworkWeights.Load(network, _folder[$"{run}/{TrainingRun.BestWeightsFile}"]);
        return network.state_dict().Where(pair => pair.Value.is_floating_point()).ToDictionary(pair => pair.Key, pair => pair.Value.data<float>().ToArray());
    }

    /// <summary>A network of random weights that is fitted to so many images of each class.</summary>
    private static TrainedNetwork Trained(int good, int spaghetti)
    {
        var plan = SamplingPlan.For(
            [new ClassCount(DefectClass.Good, good, good), new ClassCount(DefectClass.Spaghetti, spaghetti, spaghetti)], new SamplingOptions(), new LossOptions());
        return new TrainedNetwork(NetworkCatalog.Create(Small.Architecture, 2), new ClassSet([DefectClass.Good, DefectClass.Spaghetti]), plan, Reports.Epoch(1, 0.5), []);
    }

    private static float[] Bias(TrainedNetwork trained) => trained.Network.state_dict()["classifier.3.bias"].data<float>().ToArray();
}
