using Defects.Shared.Bundles;

namespace Defects.Shared.Tests.Bundles;

public sealed class BundleAliasesTests : IDisposable
{
    private readonly TemporaryFolder _models = new();

    public BundleAliasesTests()
    {
        Directory.CreateDirectory(_models.File("1"));
        Directory.CreateDirectory(_models.File("2"));
        Directory.CreateDirectory(_models.File(".3.77.tmp"));
    }

    public void Dispose() => _models.Dispose();

    [Fact]
    public void Versions_FolderWithTemporaryOnes_AreTheWholeNumbersOnly() =>
        Assert.Equal([1, 2], BundleLayout.Versions(_models.Path));

    [Fact]
    public void Set_ExistingAlias_IsReplacedAndLeavesNothingElse()
    {
        BundleAliases.Set(_models.Path, BundleLayout.Champion, 1);
        BundleAliases.Set(_models.Path, BundleLayout.Champion, 2);

        Assert.Equal(2, BundleAliases.VersionOf(_models.Path, BundleLayout.Champion));
        Assert.Equal("2", new FileInfo(_models.File("champion")).LinkTarget);
        Assert.Equal([".3.77.tmp", "1", "2", "champion"], Directory.GetFileSystemEntries(_models.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Set_WhileAnotherThreadReads_NeverShowsAMissingAlias()
    {
        BundleAliases.Set(_models.Path, BundleLayout.Champion, 1);
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(
            () =>
            {
                var missing = 0;
                while (!stop.IsCancellationRequested)
                {
                    missing += BundleAliases.VersionOf(_models.Path, BundleLayout.Champion) is null ? 1 : 0;
                }

                return missing;
            },
            TestContext.Current.CancellationToken);

        for (var i = 0; i < 2000; i++)
        {
            BundleAliases.Set(_models.Path, BundleLayout.Champion, 1 + i % 2);
        }

        await stop.CancelAsync();
        Assert.Equal(0, await reader);
    }

    [Fact]
    public void Set_VersionThatIsNotThere_SaysWhichAre()
    {
        var error = Assert.Throws<BundleException>(() => BundleAliases.Set(_models.Path, BundleLayout.Champion, 7));
        Assert.Contains("no version 7; expected one of 1, 2", error.Message);
    }

    [Fact]
    public void VersionOf_NoAlias_IsNull() => Assert.Null(BundleAliases.VersionOf(_models.Path, BundleLayout.Previous));

    [Fact]
    public void VersionOf_AliasToNothing_SaysWhereItPointsAndHowToMendIt()
    {
        File.CreateSymbolicLink(_models.File("champion"), "9");
        var error = Assert.Throws<BundleException>(() => BundleAliases.VersionOf(_models.Path, BundleLayout.Champion));
        Assert.Contains("points at '9', which is not there; expected one of 1, 2", error.Message);
        Assert.Contains("ln -sfn", error.Message);
    }
}
