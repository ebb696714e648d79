using System.Globalization;
using System.Text.Json;
using Defects.EndToEnd.Parts;
using Defects.Shared.Classes;
using Defects.Shared.Simulation;

namespace Defects.EndToEnd.Agent;

/// <summary>
/// A burst of alerts while a broker that asks for client certificates is frozen, killed and away, and the agent is killed too. The outage is as
/// long as the burst takes; LONG_OUTAGE=00:10:00 makes it at least ten minutes.
/// </summary>
public sealed class OutageTests : IDisposable
{
    private const int Alerts = 1000;

    // Alerts as fast as footage can fail and recover.
    private const string QuickAlerts = "alerts: { spaghetti: { timeConstant: 1s, setHold: 0s, resetHold: 0s, cooldown: 0s } }";

    private static readonly TimeSpan Least =
        TimeSpan.TryParse(Environment.GetEnvironmentVariable("LONG_OUTAGE"), CultureInfo.InvariantCulture, out var asked) ? asked : TimeSpan.Zero;

    private readonly TemporaryFolder _folder = new();
    private readonly ThrowAwayAuthority _authority = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Outage_ThousandAlerts_AllArriveInOrder_NoneUnderASecondNumber()
    {
        Assert.SkipUnless(Mosquitto.Installed, "mosquitto and mosquitto_sub are not installed: apt-get install mosquitto mosquitto-clients");
        using var broker = new Mosquitto(_folder.Path, _authority);
        await broker.StartAsync();
        WriteFootage();
        var (begun, stopped) = (0, 0L);
        using (var first = Start(broker))
        {
            await Eventually.True(() => Begins(broker).Count > 3, TimeSpan.FromSeconds(60), () => first.Log);
            broker.Freeze();
            await Eventually.True(() => first.Log.Contains("No connection to the broker", StringComparison.Ordinal), TimeSpan.FromSeconds(60), () => first.Log);
            broker.Stop();
            stopped = TimeProvider.System.GetTimestamp();
            await Eventually.True(() => BegunBy(first) > Alerts / 2, TimeSpan.FromMinutes(5), () => first.Log);
            await first.Kill();
            begun = BegunBy(first);
        }

        using var second = Start(broker);
        await Eventually.True(
            () => begun + BegunBy(second) >= Alerts && TimeProvider.System.GetElapsedTime(stopped) >= Least, Least + TimeSpan.FromMinutes(5), () => second.Log);
        await broker.StartAsync();

        // The longer the outage, the more has piled up; once that is told, a new alert does not wait behind others. Alerts go on to
        // begin, so what is due is counted before it is waited for.
        await AllTold(TimeSpan.FromMinutes(2) + Least);
        await AllTold(TimeSpan.FromSeconds(10));
        var (exitCode, _) = await second.Terminate();
        Assert.True(exitCode == 0, second.Log);

        var events = Events(broker);
        // The kill may have come between the disk and the log.
        Assert.InRange(Begins(broker).Count, Alerts, begun + BegunBy(second) + 1);

        // A repeat has the boot and number of the first; apart from those no step of an alert is told twice, and all come in their order.
        var told = events.DistinctBy(item => (item.Boot, item.Seq)).ToList();
        Assert.DoesNotContain(told.GroupBy(item => (item.Id, item.Type)), same => same.Key.Type != "update" && same.Count() > 1);
        Assert.Equal(told.OrderBy(item => (item.Boot, item.Seq)), told);
        foreach (var alert in told.GroupBy(item => item.Id))
        {
            Assert.Equal("begin", alert.First().Type);
        }

        async Task AllTold(TimeSpan within)
        {
            var due = begun + BegunBy(second);
            await Eventually.True(() => Begins(broker).Count >= due, within, () => $"{Begins(broker).Count} of {due} alerts have arrived\n{second.Log}");
        }
    }

    private AgentUnderTest Start(Mosquitto broker)
    {
        var (certificate, key) = _authority.WriteClient(new DirectoryInfo(_folder.Path));
        var footage = Path.Combine(_folder.Path, "footage");
        return new AgentUnderTest(
            _folder.Path,
            broker.TlsPort,
            Enumerable.Range(1, 10).ToDictionary(number => string.Create(CultureInfo.InvariantCulture, $"printer-{number}"), _ => footage),
            cameraDefaults: "{ interval: 00:00:01, asFastAsPossible: true }",
            extra: $"{QuickAlerts}\nhardCases: {{ enabled: false }}",
            mqtt: $"  tls: true\n  caFile: {Path.Combine(_folder.Path, "authority.pem")}\n  certificateFile: {certificate}\n  keyFile: {key}\n  timeout: 2s\n  keepAlive: 2s");
    }

    /// <summary>Three good frames and three of spaghetti.</summary>
    private void WriteFootage()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "footage")).FullName;
        using var renderer = new PrintRenderer(new SimulatedPrint { Seed = 3, Failure = DefectClass.Spaghetti, Onset = TimeSpan.FromMinutes(20) });
        foreach (var minute in (int[])[10, 11, 12, 50, 51, 52])
        {
            File.WriteAllBytes(Path.Combine(folder, minute.ToString("D2", CultureInfo.InvariantCulture) + ".jpg"), renderer.Render(TimeSpan.FromMinutes(minute)).Jpeg);
        }
    }

    /// <summary>Alerts that the agent says it has begun; it says so once they are on disk.</summary>
    private static int BegunBy(AgentUnderTest agent) => agent.Lines.Count(line => line.Contains("alert, Begin:", StringComparison.Ordinal));

    private static HashSet<string> Begins(Mosquitto broker) => [.. Events(broker).Where(item => item.Type == "begin").Select(item => item.Id)];

    private static List<(long Boot, long Seq, string Type, string Id)> Events(Mosquitto broker) =>
    [
        .. from message in broker.Messages
           where message.Topic.EndsWith("/events", StringComparison.Ordinal)
           let told = JsonDocument.Parse(message.Payload).RootElement
           where told.TryGetProperty("class", out _)
           select (told.GetProperty("boot").GetInt64(), told.GetProperty("seq").GetInt64(), told.GetProperty("type").GetString()!, told.GetProperty("event_id").GetString()!),
    ];
}
