using System.Diagnostics;
using System.Text.Json;

namespace Defects.EndToEnd.House;

/// <summary>
/// What each flavour would restore, from the evaluated project: the GPU packages are not served everywhere, so nothing is
/// restored here.
/// </summary>
public class FlavourTests
{
    [Theory]
    [InlineData("cpu", "Microsoft.ML.OnnxRuntime", true)]
    [InlineData("cuda", "Microsoft.ML.OnnxRuntime.Gpu", true)]
    [InlineData("external", "Microsoft.ML.OnnxRuntime.Managed", false)]
    public async Task Accelerator_EachValue_PicksOneOnnxRuntime(string accelerator, string package, bool bringsOpenCv)
    {
        var packages = await PackagesOf("src/Shared/Shared.csproj", $"-p:Accelerator={accelerator}");
        Assert.Equal([package], packages.Where(p => p.StartsWith("Microsoft.ML.OnnxRuntime", StringComparison.Ordinal)));
        Assert.Equal(bringsOpenCv, packages.Contains("OpenCvSharp4.official.runtime.linux-x64"));
    }

    [Theory]
    [InlineData("cpu", "libtorch-cpu-linux-x64")]
    [InlineData("cuda", "libtorch-cuda-12.8-linux-x64")]
    public async Task Torch_EachValue_PicksOneLibtorch(string torch, string package)
    {
        var packages = await PackagesOf("src/Trainer/Trainer.csproj", $"-p:Torch={torch}");
        Assert.Equal([package], packages.Where(p => p.StartsWith("libtorch", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OrtVersion_GivenByTheMachine_PinsTheManagedPackage()
    {
        var json = await Evaluate("src/Shared/Shared.csproj", "PackageVersion", "-p:Accelerator=external", "-p:OrtVersion=1.23.2");
        var managed = json.EnumerateArray().Single(item => item.GetProperty("Identity").GetString() == "Microsoft.ML.OnnxRuntime.Managed");
        Assert.Equal("1.23.2", managed.GetProperty("Version").GetString());
    }

    private static async Task<List<string>> PackagesOf(string project, params string[] properties) =>
        [.. (await Evaluate(project, "PackageReference", properties)).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];

    private static async Task<JsonElement> Evaluate(string project, string item, params string[] properties)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", Repository.PathOf(project), $"-getItem:{item}", .. properties])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"msbuild exited {process.ExitCode}: {output}{await errors}");
        using var document = JsonDocument.Parse(output);
        return document.RootElement.GetProperty("Items").GetProperty(item).Clone();
    }
}
