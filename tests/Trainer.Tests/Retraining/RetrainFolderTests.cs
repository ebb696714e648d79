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

    private RetrainFolder Folder => new(new RunFolder(_folder.Path));

    private void Write(params string[] names) => Array.ForEach(names, name => File.WriteAllText(_folder.File(name), ""));
}
