using Defects.Trainer.Networks;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

public sealed class TrainOptionsTests
{
    // Any file that is there: it is not opened before training.
    private static readonly TrainOptions Started = new() { Init = typeof(TrainOptionsTests).Assembly.Location };

    [Theory]
    [InlineData(MobileNetV2.Name, 19)]
    [InlineData(MobileNetV3Small.Name, 13)]
    public void Problems_FrozenBlocksBeyondTheBackbone_NamesHowManyThereAre(string architecture, int blocks)
    {
        Assert.Empty((Started with { Architecture = architecture, FrozenBlocks = blocks }).Problems());
        Assert.StartsWith(
            $"--frozen-blocks {blocks + 1}: expected at most {blocks}", Assert.Single((Started with { Architecture = architecture, FrozenBlocks = blocks + 1 }).Problems()));

        using var network = NetworkCatalog.Create(architecture, classCount: 2);
        Assert.Equal(network.BlockCount, NetworkCatalog.BlockCount(architecture));
    }

    [Theory]
    // At 224 px: 112, 112, 56, 56, 28, 28, 28, then 14 (Sandler et al. 2018, table 2); 112, 56, 28, 28, then 14 (Howard et al. 2019, table 2).
    [InlineData(MobileNetV2.Name, 7)]
    [InlineData(MobileNetV3Small.Name, 4)]
    public void FirstLearningBlock_NotSaid_IsTheFirstOfASixteenthAndWithoutWeightsTheVeryFirst(string architecture, int expected)
    {
        Assert.Equal(expected, (Started with { Architecture = architecture }).FirstLearningBlock);
        Assert.Equal(0, (Started with { Architecture = architecture, FrozenBlocks = 0 }).FirstLearningBlock);
        Assert.Equal(0, new TrainOptions { Architecture = architecture }.FirstLearningBlock);
        Assert.Empty(new TrainOptions { Architecture = architecture }.Problems());
    }

    [Fact]
    public void Problems_FrozenEpochsOfRandomFeatures_AreRefused()
    {
        Assert.Empty((Started with { FrozenEpochs = 1 }).Problems());
        Assert.Contains("0 without --backbone or --init", Assert.Single((Started with { Init = null, FrozenEpochs = 1 }).Problems()));
        Assert.StartsWith("--frozen-epochs -1", Assert.Single((Started with { FrozenEpochs = -1 }).Problems()));
    }

    [Fact]
    public void Problems_HeldBackFromANetworkThatHasSeenItAll_IsRefused()
    {
        foreach (var options in new[] { Started with { Folds = 5 }, Started with { UnseenSources = true }, Started with { LearningCurve = true } })
        {
            Assert.StartsWith("--init with --folds", Assert.Single(options.Problems()));
            Assert.Empty((options with { Init = null, Backbone = Started.Init }).Problems());
        }
    }

    [Fact]
    public void Problems_UnknownArchitecture_IsOneProblem() =>
        Assert.StartsWith("--architecture resnet", Assert.Single((Started with { Architecture = "resnet", FrozenBlocks = 50 }).Problems()));
}
