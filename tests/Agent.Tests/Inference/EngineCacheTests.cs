using Defects.Agent.Inference;
using Defects.Shared.Bundles;

namespace Defects.Agent.Tests.Inference;

public sealed class EngineCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EngineCache _cache;

    public EngineCacheTests() => _cache = new EngineCache(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sweep_EnginesOfManyModels_KeepsTheServedOnesAndThoseOfAliases()
    {
        var champion = Path.Combine(ColourModel.CopyTo(_folder.Path), "champion");
        var aliased = Engine(ModelBundle.Read(champion).Manifest.ModelSha256);
        var served = Engine(new string('a', 64));
        var old = Engine(new string('b', 64));
        var ofAnotherRuntime = Directory.CreateDirectory(aliased + ".old").FullName;

        _cache.Sweep(new string('a', 64), champion);

        Assert.Equal((true, true, false, false), (Directory.Exists(aliased), Directory.Exists(served), Directory.Exists(old), Directory.Exists(ofAnotherRuntime)));
    }

    [Fact]
    public void Sweep_AliasThatCannotBeRead_RemovesNothing()
    {
        var models = ColourModel.CopyTo(_folder.Path);
        var old = Engine(new string('b', 64));
        File.WriteAllText(Path.Combine(models, "1", "manifest.json"), "{");

        Assert.Throws<BundleException>(() => _cache.Sweep(new string('a', 64), Path.Combine(models, "champion")));

        Assert.True(Directory.Exists(old));
    }

    private string Engine(string sha)
    {
        var folder = Directory.CreateDirectory(_cache.FolderOf(sha)).FullName;
        File.WriteAllBytes(Path.Combine(folder, "model.engine"), [1]);
        return folder;
    }
}
