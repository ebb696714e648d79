namespace Defects.EndToEnd.House;

/// <summary>The arrows of the design, held by the compiled code itself.</summary>
public class ArchitectureTests
{
    public static TheoryData<string, string> Assemblies => new()
    {
        { "Defects.Shared", "Defects.Shared" },
        { "defects-agent", "Defects.Agent" },
        { "defects-trainer", "Defects.Trainer" },
    };

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Folders_OfOneProject_FormNoCircle(string assembly, string rootNamespace)
    {
        var uses = FolderDependencies.Of(FileOf(assembly), rootNamespace);
        Assert.NotEmpty(uses);
        Assert.True(FolderDependencies.FindCircle(uses) is not { } circle, $"circle: {string.Join(" -> ", FolderDependencies.FindCircle(uses) ?? [])}");
    }

    [Fact]
    public void Alerts_OfTheAgent_KnowNeitherCamerasNorMqttNorInference()
    {
        var uses = FolderDependencies.Of(FileOf("defects-agent"), "Defects.Agent");
        Assert.Empty(uses["Alerts"].Intersect(["Cameras", "Messaging", "Inference", "Monitoring", "Commands", "HardCases"]));
    }

    [Fact]
    public void Cameras_OfTheAgent_HaveNeverHeardOfMqttOrAlerts()
    {
        var uses = FolderDependencies.Of(FileOf("defects-agent"), "Defects.Agent");
        Assert.Empty(uses["Cameras"].Intersect(["Messaging", "Alerts", "Inference", "Monitoring", "Commands", "HardCases"]));
    }

    [Theory]
    [InlineData("defects-agent", "TorchSharp")]
    [InlineData("defects-agent", "defects-trainer")]
    [InlineData("defects-trainer", "MQTTnet")]
    [InlineData("defects-trainer", "defects-agent")]
    [InlineData("Defects.Shared", "TorchSharp")]
    [InlineData("Defects.Shared", "MQTTnet")]
    public void References_AcrossTheHouse_AreNeverMade(string assembly, string forbidden) =>
        Assert.DoesNotContain(forbidden, System.Reflection.Assembly.LoadFrom(FileOf(assembly)).GetReferencedAssemblies().Select(a => a.Name));

    [Fact]
    public void FindCircle_ThreeFoldersInARing_NamesThem()
    {
        var ring = new Dictionary<string, IReadOnlySet<string>>
        {
            ["A"] = new HashSet<string> { "B" },
            ["B"] = new HashSet<string> { "C" },
            ["C"] = new HashSet<string> { "A" },
        };
        Assert.Equal(["A", "B", "C", "A"], FolderDependencies.FindCircle(ring));
        ring["C"] = new HashSet<string>();
        Assert.Null(FolderDependencies.FindCircle(ring));
    }

    private static string FileOf(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
}
