using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Shared.Bundles;

namespace Defects.Agent.Tests.Inference;

public sealed class ModelOpenerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_Auto_FallsToCpuAndSaysWhyNotFaster()
    {
        using var opened = Opener("auto").Open(ColourModel.Version1);

        Assert.Equal("cpu", opened.Provider.Name);
        Assert.Equal(["tensorrt", "cuda"], opened.Provider.Refusals.Select(refusal => refusal.Provider));
        Assert.All(opened.Provider.Refusals, refusal => Assert.Contains("CPUExecutionProvider", refusal.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cuda")]
    [InlineData("tensorrt")]
    public void Open_ProviderInsistedOn_ThrowsInsteadOfFallingBack(string provider)
    {
        var error = Assert.Throws<ProviderException>(() => Opener(provider).Open(ColourModel.Version1));

        Assert.Contains(provider, error.Message, StringComparison.Ordinal);
        Assert.Contains("CPUExecutionProvider", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DamagedModel_IsTheBundlesFault()
    {
        var folder = ColourModel.CopyTo(_folder.Path);
        File.AppendAllText(Path.Combine(folder, "1", "model.onnx"), "x");

        Assert.Throws<BundleException>(() => Opener("auto").Open(Path.Combine(folder, "champion")));
    }

    [Fact]
    public void Prepare_EnginesCannotBeKept_IsAReasonToFallBack()
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "engines"), []);

        var error = Assert.Throws<ProviderException>(() => ExecutionProviders.Prepare(
            "tensorrt", ["TensorrtExecutionProvider"], ModelBundle.Read(ColourModel.Version1), new ModelOptions(), 1, new EngineCache(_folder.Path)));

        Assert.Contains(Path.Combine(_folder.Path, "engines"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_VersionsThatDoNotGoTogether_NamesBothAndTheWayOut()
    {
        var text = OnnxRuntimeVersion.Describe("1.31.1", "1.25.1", "API version 31 is not available");

        Assert.Contains("1.31.1", text, StringComparison.Ordinal);
        Assert.Contains("-p:OrtVersion=1.25.1", text, StringComparison.Ordinal);
    }

    private ModelOpener Opener(string provider)
    {
        var options = new AgentOptions { StateDirectory = _folder.Path, Model = new ModelOptions { Provider = provider, Threads = 1 } };
        return new ModelOpener(options, new LiveOptions(options));
    }
}
