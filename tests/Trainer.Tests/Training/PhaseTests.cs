using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
using Defects.Trainer.Sampling;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

/// <summary>What learns in which epoch of a run, and how it is weighed and judged.</summary>
[Collection(OneTraining.Name)]
public sealed class PhaseTests : IDisposable
{
    private static readonly TrainOptions Small = new()
    {
        Architecture = MobileNetV3Small.Name,
        InputSize = 64,
        Batch = 8,
        LearningRate = 2e-3,
        Seed = 5,
        Selection = Selection.Last, // so that every epoch leaves its weights
    };

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Execute_FrozenAndClassifierPhases_MoveTheHeadAlone()
    {
        var weights = new List<Safetensors>();
        Run(
            Small with { FrozenEpochs = 2, Epochs = 1, ClassifierEpochs = 1 },
            _folder.ColouredClasses(4, 2),
            _ => weights.Add(Safetensors.Read(_folder["run/best.safetensors"]))).Dispose();

        Assert.Equal(4, weights.Count);
        Assert.Equal((false, true), Moved(weights[0], weights[1])); // frozen
        Assert.Equal((true, true), Moved(weights[1], weights[2])); // whole
        Assert.Equal((false, true), Moved(weights[2], weights[3])); // classifier
    }

    [Fact]
    public void Execute_UnfrozenBatchNorm_IsMeasuredBeforeTheEpochIsJudged()
    {
        var data = _folder.ColouredClasses(4, 2);
        using var trained = Run(Small with { Epochs = 1 }, data);
        var kept = Statistics(trained.Network);

        var (_, likelihood) = EpochJudgement.Of(trained.Network, data.Split(Splits.Validation), data.Classes, trained.Plan, Small, CancellationToken.None);
        trained.Network.FreezeBatchNorm(false);
        BatchNormStatistics.Measure(trained.Network, data.Split(Splits.Train), Small, CancellationToken.None);

        Assert.Equal(trained.Best.NegativeLogLikelihood, likelihood, 1e-4);
        Assert.All(Statistics(trained.Network).Zip(kept), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void Execute_BatchNormMeasured_StartsFromTheStatisticsOfTheTrainingImages()
    {
        var data = _folder.ColouredClasses(4, 2);
        var start = _folder["start.safetensors"];
        using var network = NetworkCatalog.Create(Small.Architecture, data.Classes.Count);
        NetworkWeights.Save(network, start);

        using var frozen = Run(Small with { Epochs = 1, Init = start }, data);
        Directory.Delete(_folder["run"], recursive: true);
        using var measured = Run(Small with { Epochs = 1, Init = start, BatchNorm = BatchNormStart.Measured }, data);

        Assert.Equal(Statistics(network), Statistics(frozen.Network));
        Assert.NotEqual(Statistics(network), Statistics(measured.Network));
    }

    [Fact]
    public void Execute_Schedule_WeighsTheClassesOfEachEpochByItsOwnPlan()
    {
        // 8 good and 2 spaghetti are drawn once each in both epochs: q is 1. Logits of 1 and 0: cross-entropies log(1 + 1/e) and log(1 + e).
        var all = _folder.ColouredClasses(train: 8, validation: 2);
        var twoOfSpaghetti = all.Images.Where(i => i.Label == DefectClass.Spaghetti && (i.Split == Splits.Validation || i.Group == "spaghetti_0"));
        var data = all with { Images = [.. all.Images.Where(i => i.Label == DefectClass.Good), .. twoOfSpaghetti] };
        var (good, spaghetti) = (Math.Log(1 + 1 / Math.E), Math.Log(1 + Math.E));
        var epochs = new List<EpochReport>();

        Run(
            ConstantNetwork.Options(_folder["start.safetensors"], 1, 0) with
            {
                Epochs = 2,
                Loss = new LossOptions { Kind = LossKind.CrossEntropy, Weights = ClassWeights.InverseFrequency },
                Sampling = new SamplingOptions { InitialExponent = 1, EffectiveExponent = 0, Schedule = ScheduleKind.Progressive },
            },
            data,
            epochs.Add).Dispose();

        // First as there is; in the end with weights of 1/8 and 1/2, or 5/8 and 5/2 where their mean over the draws is 1.
        Assert.Equal((8 * good + 2 * spaghetti) / 10, epochs[0].Loss, 6);
        Assert.Equal((8 * 0.625 * good + 2 * 2.5 * spaghetti) / 10, epochs[1].Loss, 6);
    }

    private TrainedNetwork Run(TrainOptions options, Dataset data, Action<EpochReport>? afterEpoch = null) =>
        TrainingRun.Execute(options, data, _folder["run"], new RecordedProgress(afterEpoch), TimeProvider.System, TestContext.Current.CancellationToken);

    /// <summary>Whether any weight or statistic of the backbone did, and of the head.</summary>
    private static (bool Backbone, bool Head) Moved(Safetensors before, Safetensors after)
    {
        var moved = before.Entries.Keys
            .Where(name => !Values(before, name).SequenceEqual(Values(after, name)))
            .ToLookup(name => name.StartsWith("features", StringComparison.Ordinal));
        return (moved[true].Any(), moved[false].Any());
    }

    private static float[] Values(Safetensors file, string name)
    {
        using var tensor = file.ToTensor(name);
        return tensor.data<float>().ToArray();
    }

    private static float[] Statistics(Network network) =>
        [.. network.state_dict().Where(p => p.Key.Contains("running", StringComparison.Ordinal)).SelectMany(p => p.Value.data<float>().ToArray())];
}
