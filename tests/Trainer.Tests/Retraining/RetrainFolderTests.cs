using Defects.Shared.Bundles;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Retraining;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Retraining;

public sealed class RetrainFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Start_FolderOfARetraining_IsTheChampionWhoseWeightsItHolds()
    {
        Write("best.safetensors", "champion-12.safetensors", "champion-x.safetensors");

        Assert.Equal(12, Folder.Start);
        Assert.Equal(_folder.File("champion-12.safetensors"), Folder.WeightsOf(12));
    }

    [Fact]
    public void AwaitsVerdict_OnlyARetrainingThatWasNotJudged()
    {
        Assert.False(Folder.AwaitsVerdict);
        Write("config.json", "best.safetensors");
        Assert.False(Folder.AwaitsVerdict);
        Write("champion-3.safetensors");
        Assert.True(Folder.AwaitsVerdict);
        Write("promotion.json");
        Assert.False(Folder.AwaitsVerdict);
    }

    [Fact]
    public void Begin_ChampionChangedWhileTheRunWasUnfinished_BeginsAnew()
    {
        Write("champion-2.safetensors");
        RunConfiguration.Claim(_folder.Path, From(2), Data);

        Folder.Begin(From(3), Data);

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Begin_SameRun_GoesOn()
    {
        Write("champion-2.safetensors");
        RunConfiguration.Claim(_folder.Path, From(2), Data);

        Folder.Begin(From(2), Data);

        Assert.True(File.Exists(_folder.File("config.json")));
    }

    [Fact]
    public void Begin_TrainingOfAPerson_IsRefusedAndLeftAlone()
    {
        RunConfiguration.Claim(_folder.Path, new TrainOptions(), Data);

        var refused = Assert.Throws<BundleException>(() => Folder.Begin(From(2), Data));

        Assert.Contains("a run that no retraining began", refused.Message);
        Assert.True(File.Exists(_folder.File("config.json")));
    }

    [Fact]
    public void Begin_KilledBeforeTheChampionsWeightsWereWritten_BeginsAnew()
    {
        Write("champion-2.safetensors.77.tmp");

        Folder.Begin(From(2), Data);

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(true, 2, 1, null)]
    [InlineData(false, 1, null, 2)]
    public void Conclude_Verdict_SetsTheAliasesAndKeepsIt(bool promote, int champion, int? previous, int? challenger)
    {
        Versions();

        Folder.Conclude(Models, 2, Verdict(promote));

        Assert.Equal((champion, previous, challenger), Aliases());
        Assert.False(Folder.AwaitsVerdict);
    }

    [Fact]
    public void Conclude_AliasCannotBeSet_LeavesTheVerdictOpenAndTheNextRunComesToTheSame()
    {
        Versions();
        Directory.CreateDirectory(Path.Combine(Models, "previous", "in the way"));

        Assert.Throws<IOException>(() => Folder.Conclude(Models, 2, Verdict(promote: true)));
        Assert.True(Folder.AwaitsVerdict);

        Directory.Delete(Path.Combine(Models, "previous"), recursive: true);
        Folder.Conclude(Models, 2, Verdict(promote: true));
        Assert.Equal((2, 1, null), Aliases());
        Assert.False(Folder.AwaitsVerdict);
    }

    private string Models => _folder.File("models");

    /// <summary>Versions 1 and 2, the first being champion, and the folder of the run that went from the one to the other.</summary>
    private void Versions()
    {
        Directory.CreateDirectory(Path.Combine(Models, "1"));
        Directory.CreateDirectory(Path.Combine(Models, "2"));
        BundleAliases.Set(Models, BundleLayout.Champion, 1);
        Write("champion-1.safetensors");
    }

    private (int? Champion, int? Previous, int? Challenger) Aliases() => (
        BundleAliases.VersionOf(Models, BundleLayout.Champion),
        BundleAliases.VersionOf(Models, BundleLayout.Previous),
        BundleAliases.VersionOf(Models, BundleLayout.Challenger));

    private static PromotionVerdict Verdict(bool promote) => new(promote, [], 0.7, 0.8, new Interval(0.05, 0.15), []);

    private static Dataset Data => new([], [], new string('0', 64));

    private TrainOptions From(int champion) => new() { Init = Folder.WeightsOf(champion) };

    private RetrainFolder Folder => new(new RunFolder(_folder.Path));

    private void Write(params string[] names) => Array.ForEach(names, name => File.WriteAllText(_folder.File(name), ""));
}
