using Defects.Agent.Configuration;
using Defects.Agent.Messaging;
using Defects.Agent.Monitoring;
using Defects.Agent.Tests.Monitoring;

namespace Defects.Agent.Tests.Messaging;

public sealed class NewsOutboxTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly StateDatabase _database;
    private readonly Outbox _outbox;
    private readonly NewsOutbox _news;

    public NewsOutboxTests()
    {
        _database = new StateDatabase(_folder.Path, TimeProvider.System, new ListLogger<StateDatabase>());
        _outbox = new Outbox(_database, TimeSpan.FromDays(1), 1 << 20, TimeProvider.System, new ListLogger<Outbox>());
        _news = new NewsOutbox(
            _database,
            _outbox,
            new PrinterMemories(_database, new ListLogger<PrinterMemories>()),
            new EventWriter(new Topics("defects", "box"), new MessageStamp(1, TimeProvider.System), TimeProvider.System),
            new ListLogger<NewsOutbox>());
    }

    public void Dispose()
    {
        _news.Dispose();
        _outbox.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Take_AlertsOfSeveralPrintersAtOnce_AllAreToldBeforeTheFirstPictureIsDrawn()
    {
        foreach (var printer in (string[])["a", "b", "c"])
        {
            var monitor = new PrinterMonitor(
                printer, new PrinterOptions { Cameras = new() { ["bed"] = new() } }, new AgentOptions(), PrinterMemory.Empty, _news, at => Ulid.NewUlid(at));
            for (var second = 0; second < 40; second++)
            {
                SpaghettiFrame.Show(monitor.OnScored, 0.95f, Start.AddSeconds(second), ColourModel.SpaghettiJpeg());
            }
        }

        await _news.StartAsync(TestContext.Current.CancellationToken);
        await _news.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["a/events", "b/events", "c/events", "a/alert/image", "b/alert/image", "c/alert/image"], Topics());
    }

    private IEnumerable<string> Topics() => _outbox.Peek(100).Select(entry => entry.Message.Topic["defects/box/printers/".Length..]);
}
