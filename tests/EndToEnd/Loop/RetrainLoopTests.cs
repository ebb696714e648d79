using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Defects.EndToEnd.Agent;
using Defects.EndToEnd.Parts;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.HardCases;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Defects.Trainer.Retraining;

namespace Defects.EndToEnd.Loop;

/// <summary>
/// The whole circle with real parts: a champion that never saw one of the sources, an agent that is unsure on that source, a
/// person who labels, a retraining that judges, and the running agent that reports the new version.
/// </summary>
public sealed class RetrainLoopTests : IAsyncLifetime
{
    private const string Unseen = "kaggle_3d_printing_errors";
    private const int CasesToLabel = 6;
    private readonly string _folder = Directory.CreateTempSubdirectory("defects-e2e-").FullName;
    private Mosquitto? _broker;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RealPrints.Folder is not null && RealPrints.Backbone is not null, RealPrints.Absent);
        Assert.SkipUnless(Mosquitto.Installed, "mosquitto and mosquitto_sub are not installed: apt-get install mosquitto mosquitto-clients");
        _broker = new Mosquitto(_folder);
        await _broker.StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        _broker?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Loop_FromAnUnseenSourceToANewVersion_ReachesTheRunningAgent()
    {
        var rows = RealPrints.Rows().ToList();
        var manifest = Path.Combine(_folder, "manifest.csv");
        File.WriteAllLines(manifest, [RealPrints.Header, .. Few(rows.Where(row => row.Source != Unseen || row.Split == "test"))]);
        await TrainerUnderTest.Run(
            _folder, "train", "--data", manifest, "--backbone", RealPrints.Backbone!, "--epochs", "1", "--folds", "2", "--stations", "7", "--far", "0.5", "--out", In("runs/first"), "--models", In("models"));
        Assert.Equal(1, BundleAliases.VersionOf(In("models/defects"), BundleLayout.Champion));

        // The agent is shown the unseen source and simulated prints, half a minute of footage between two pictures.
        // Hours pass in seconds then: an open alert would be updated hundreds of times a second, and all else would wait behind that.
        var labels = ShowFootage(rows);
        using var agent = new AgentUnderTest(
            _folder,
            _broker!.Port,
            new Dictionary<string, string> { ["unseen"] = In("footage/unseen"), ["simulated"] = In("footage/simulated") },
            model: In("models/defects/champion"),
            cameraDefaults: "{ interval: 00:00:30, asFastAsPossible: true }",
            extra: $"hardCases: {{ folder: {In("hard-cases")}, band: 0.5 }}\n"
                + "alerts: { spaghetti: { set: 0.99 }, stringing: { set: 0.99 }, under_extrusion: { set: 0.99 } }");
        var store = new HardCaseStore(In("hard-cases"));
        await Eventually.True(
            () => store.Read().Count(c => labels.ContainsKey(HashOf(c.ImageFile))) >= CasesToLabel, TimeSpan.FromMinutes(2), () => agent.Log);
        foreach (var item in store.Read().Where(c => labels.ContainsKey(HashOf(c.ImageFile))).Take(CasesToLabel).ToList())
        {
            await TrainerUnderTest.Run(
                _folder, "label", "--store", store.Folder, "--id", item.Record.Id, "--class", labels[HashOf(item.ImageFile)].Name);
        }

        File.WriteAllText(In("workspace.json"), JsonSerializer.Serialize(new { data = new[] { manifest }, hard_cases = new[] { store.Folder }, models = In("models/defects") }));
        var said = await TrainerUnderTest.Run(_folder, "retrain", "--workspace", _folder, "--epochs", "1");

        Assert.Contains($"{CasesToLabel} labelled hard cases", said, StringComparison.Ordinal);
        Assert.Contains("macro-F1", said, StringComparison.Ordinal);
        Assert.True(File.Exists(In("runs/2/promotion.json")));
        Assert.NotEmpty(RuleOf(1)!.Classes);
        Assert.Equal(RuleOf(1)!.Classes.Select(item => item with { Offset = 0 }), RuleOf(2)!.Classes.Select(item => item with { Offset = 0 }));

        // Good frames stay as far from the thresholds, which a retraining chooses anew, as they were.
        Assert.All(RuleOf(1)!.Classes.Zip(RuleOf(2)!.Classes), pair => Assert.Equal(
            pair.First.Offset - LogOdds(SetOf(1, pair.First.Class)), pair.Second.Offset - LogOdds(SetOf(2, pair.Second.Class)), 1e-9));
        Assert.Contains("\"far_share\": 0.5", File.ReadAllText(In("runs/2/config.json")), StringComparison.Ordinal);

        // As a power cut between the new version and its verdict would leave it.
        BundleAliases.Set(In("models/defects"), BundleLayout.Champion, 1);
        File.Delete(In("runs/2/promotion.json"));
        said = await TrainerUnderTest.Run(_folder, "retrain", "--workspace", _folder, "--epochs", "1");
        Assert.Contains("judged now", said, StringComparison.Ordinal);
        Assert.True(File.Exists(In("runs/2/promotion.json")));
        Assert.Equal([1, 2], BundleLayout.Versions(In("models/defects")));
        if (said.Contains("Kept:", StringComparison.Ordinal))
        {
            Assert.Equal(1, BundleAliases.VersionOf(In("models/defects"), BundleLayout.Champion));
            Assert.Equal(2, BundleAliases.VersionOf(In("models/defects"), BundleLayout.Challenger));

            // Few pictures and one epoch may well lose; a person may still decide otherwise, and the swap is to be seen either way.
            Promotion.Promote(In("models/defects"), 2);
        }

        Assert.Equal(2, BundleAliases.VersionOf(In("models/defects"), BundleLayout.Champion));
        await Eventually.True(() => ModelVersion("unseen") == 2 && ModelVersion("simulated") == 2, TimeSpan.FromMinutes(1), () => agent.Log);

        await TrainerUnderTest.Run(_folder, "rollback", "--models", In("models/defects"));
        await Eventually.True(() => ModelVersion("unseen") == 1, TimeSpan.FromMinutes(1), () => agent.Log);
        var (exitCode, _) = await agent.Terminate();
        Assert.True(exitCode == 0, agent.Log);
    }

    private double SetOf(int version, DefectClass item) =>
        DefaultThresholds.Of(ModelBundle.Read(In($"models/defects/{version}")).Manifest.Model).Single(threshold => threshold.Class == item).Set;

    private static double LogOdds(double probability) => Math.Log(probability / (1 - probability));

    private AdaptationRule? RuleOf(int version) => ModelBundle.Read(In($"models/defects/{version}")).Manifest.Model.Adaptation;

    private string In(string path) => Path.Combine(_folder, path);

    private static string HashOf(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    /// <summary>Enough of each class and split to train on in seconds.</summary>
    private static IEnumerable<string> Few(IEnumerable<RealPrints.Row> rows) => rows
        .Where(row => row.Split is "train" or "val" or "test")
        .GroupBy(row => (row.LabelId, row.Split))
        .SelectMany(group => group.Take(group.Key.Split == "train" ? 32 : 16))
        .Select(row => row.Line);

    /// <returns>What each picture shows, by its hash.</returns>
    private Dictionary<string, DefectClass> ShowFootage(IEnumerable<RealPrints.Row> rows)
    {
        var labels = new Dictionary<string, DefectClass>();
        void Show(string camera, string name, byte[] jpeg, DefectClass label)
        {
            Directory.CreateDirectory(In($"footage/{camera}"));
            File.WriteAllBytes(In($"footage/{camera}/{name}.jpg"), jpeg);
            labels[Convert.ToHexString(SHA256.HashData(jpeg))] = label;
        }

        foreach (var (row, i) in rows.Where(row => row.Source == Unseen && row.Split == "train").Take(40).Select((row, i) => (row, i)))
        {
            Show("unseen", i.ToString("D3", CultureInfo.InvariantCulture), File.ReadAllBytes(row.Path), DefectClass.FromId(row.LabelId));
        }

        using var renderer = new PrintRenderer(new SimulatedPrint { Seed = 3, Failure = DefectClass.Spaghetti, Onset = TimeSpan.FromMinutes(20) });
        for (var minute = 5; minute < 55; minute += 5)
        {
            var frame = renderer.Render(TimeSpan.FromMinutes(minute));
            Show("simulated", minute.ToString("D3", CultureInfo.InvariantCulture), frame.Jpeg, frame.Label);
        }

        return labels;
    }

    private int? ModelVersion(string printer)
    {
        var state = _broker!.Messages.LastOrDefault(m => m.Topic == $"defects/farm-1/printers/{printer}/state");
        if (state is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(state.Payload);
        return json.RootElement.TryGetProperty("model", out var model) ? model.GetProperty("version").GetInt32() : null;
    }
}
