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
    private NewsOutbox _news;

    public NewsOutboxTests()
    {
        _database = new StateDatabase(_folder.Path, TimeProvider.System, new ListLogger<StateDatabase>());
        _outbox = new Outbox(_database, TimeSpan.FromDays(1), 1 << 20, TimeProvider.System, new ListLogger<Outbox>());
        _news = Open();
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
            Alert(printer, _news);
        }

        await WriteAsync();

        Assert.Equal(["a/events", "b/events", "c/events", "a/alert/image", "b/alert/image", "c/alert/image"], Topics());
    }

    [Fact]
    public async Task Take_PictureCannotBeDrawn_TheOneOfTheAlertBeforeIsTakenAway()
    {
        await FirstAlertIsToldAsync();
        Alert("a", _news, picture: [1]);
        await WriteAsync();

        Assert.Equal(["a/events", "a/alert/image"], Topics());
        Assert.Empty(_outbox.Peek(2)[1].Message.Payload);
    }

    [Fact]
    public async Task Take_AgentEndsBeforeThePictureIsDrawn_TheOneOfTheAlertBeforeIsTakenAway()
    {
        await FirstAlertIsToldAsync();
        Alert("a", new Deadly(_news));
        await Record.ExceptionAsync(WriteAsync);

        Assert.Equal(["a/events", "a/alert/image"], Topics());
        Assert.Empty(_outbox.Peek(2)[1].Message.Payload);
    }

    [Fact]
    public async Task Take_OfTwoAlertsAtOnceTheLatersPictureCannotBeDrawn_ItIsNotGivenTheOthers()
    {
        Alert("a", _news);
        Alert("a", _news, picture: [1]);
        await WriteAsync();

        Assert.Equal(["a/events", "a/events", "a/alert/image"], Topics());
        Assert.Empty(_outbox.Peek(3)[2].Message.Payload);
    }

    private async Task FirstAlertIsToldAsync()
    {
        Alert("a", _news);
        await WriteAsync();
        var told = _outbox.Peek(10);
        Assert.NotEmpty(told[^1].Message.Payload);
        _outbox.Remove([.. told.Select(entry => entry.Id)], []);
        _news.Dispose();
        _news = Open();
    }

    private NewsOutbox Open() => new(
        _database,
        _outbox,
        new PrinterMemories(_database, new ListLogger<PrinterMemories>()),
        new EventWriter(new Topics("defects", "box"), new MessageStamp(1, TimeProvider.System), TimeProvider.System),
        new ListLogger<NewsOutbox>());

    private static void Alert(string printer, INewsSink sink, byte[]? picture = null)
    {
        var monitor = new PrinterMonitor(
            printer, new PrinterOptions { Cameras = new() { ["bed"] = new() } }, new AgentOptions(), PrinterMemory.Empty, sink, at => Ulid.NewUlid(at));
        for (var second = 0; second < 40; second++)
        {
            SpaghettiFrame.Show(monitor.OnScored, 0.95f, Start.AddSeconds(second), picture ?? ColourModel.SpaghettiJpeg());
        }
    }

    private async Task WriteAsync()
    {
        await _news.StartAsync(TestContext.Current.CancellationToken);
        await _news.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Who draws one of its pictures dies of it.</summary>
    private sealed class Deadly(NewsOutbox news) : INewsSink
    {
        public Task Take(PrinterNews told) => news.Take(told with { Frames = told.Frames.ToDictionary(frame => frame.Key, frame => frame.Value with { View = null! }) });
    }

    private IEnumerable<string> Topics() => _outbox.Peek(100).Select(entry => entry.Message.Topic["defects/box/printers/".Length..]);
}
