using Defects.Shared.Imaging;
using Defects.Agent.Alerts;
using Defects.Agent.Cameras;
using Defects.Agent.Cameras.Quality;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Agent.Monitoring;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Monitoring;

public sealed class PrinterMonitorTests : INewsSink
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ModelDescription _model = ModelBundle.Read(ColourModel.Version1).Manifest.Model;
    private readonly List<PrinterNews> _news = [];
    private readonly PrinterMonitor _monitor;

    public PrinterMonitorTests() => _monitor = new PrinterMonitor(
        "ender", new PrinterOptions { Cameras = new() { ["bed"] = new(), ["nozzle"] = new() } }, new AgentOptions(), PrinterMemory.Empty, this, at => Ulid.NewUlid(at));

    private List<AlertEvent> Told => [.. _news.SelectMany(news => news.Events).OfType<AlertEvent>()];

    Task INewsSink.Take(PrinterNews news)
    {
        _news.Add(news);
        return Task.CompletedTask;
    }

    [Fact]
    public void OnScored_Begin_CarriesTheVeryFrameAndTheClassesMap()
    {
        var second = 0;
        while (_news.Count == 0 && second < 100)
        {
            Score("bed", second, 0.95f, encoded: [(byte)second]);
            second++;
        }

        var begin = Assert.Single(Told);
        var frame = _news[0].Frames[begin.Id];
        Assert.Equal(AlertStage.Begin, begin.Stage);
        Assert.Equal([(byte)(second - 1)], frame.Encoded);
        Assert.Equal(Start.AddSeconds(second - 1), begin.At);
        var column = _model.ClassSet().ColumnOf(DefectClass.Spaghetti);
        Assert.Equal([column * 10, column * 10 + 1], frame.Heatmap);
    }

    [Fact]
    public void OnScored_Update_CarriesNoFrame()
    {
        for (var second = 0; second < 90; second++)
        {
            Score("bed", second, 0.95f);
        }

        var updates = _news.Where(news => news.Events.OfType<AlertEvent>().Any(told => told.Stage == AlertStage.Update)).ToList();
        Assert.NotEmpty(updates);
        Assert.All(updates, news => Assert.Empty(news.Frames));
    }

    [Fact]
    public void Read_BeforeTheFirstFrame_KnowsNothing()
    {
        var reading = _monitor.Read();

        Assert.Null(reading.Model);
        Assert.Empty(reading.Classes);
    }

    [Fact]
    public void Read_TwoCameras_GivesTheWorstView()
    {
        for (var second = 0; second < 60; second++)
        {
            Score("bed", second, 0.1f);
            Score("nozzle", second, 0.9f);
        }

        var reading = _monitor.Read();
        var spaghetti = reading.Classes.Single(item => item.Class == DefectClass.Spaghetti);
        Assert.Equal(0.9, spaghetti.Probability, 5);
        Assert.InRange(spaghetti.Evidence!.Value, 0.89, 0.9);
        Assert.Equal(Told[0].Id, spaghetti.AlertId);
        Assert.Equal(0.1, reading.Classes.Single(item => item.Class == DefectClass.Good).Probability, 5);
        Assert.Equal(["bed", "nozzle"], reading.ScoredAt.Keys.Order());
    }

    [Fact]
    public void OnScored_ProbabilityRoundedAboveOne_IsTaken()
    {
        Score("bed", 0, 1.0000001f);

        Assert.Equal(1, _monitor.Read().Classes.Single(item => item.Class == DefectClass.Spaghetti).Probability);
    }

    [Fact]
    public void OnScored_CameraThatShowsNothing_IsScoredAndIsNoEvidence()
    {
        for (var second = 0; second < 120; second++)
        {
            Score("bed", second, 0.95f, fault: CameraFault.Dark);
        }

        Assert.Empty(Told);
        Assert.Equal(Start.AddSeconds(119), _monitor.Read().ScoredAt["bed"]);
        Assert.Empty(_monitor.Read().Classes);
    }

    [Fact]
    public void OnScored_CameraThatWasMoved_StillCounts()
    {
        for (var second = 0; second < 60; second++)
        {
            Score("bed", second, 0.95f, fault: CameraFault.Moved);
        }

        Assert.NotEmpty(Told);
    }

    [Fact]
    public void Weight_UnderSuspicion_IsTwiceUntilTheAlertIsTold()
    {
        Score("bed", 0, 0);
        Assert.Equal(1, _monitor.Weight);
        for (var second = 1; _monitor.Weight < 2; second++)
        {
            Assert.InRange(second, 1, 30);
            Score("bed", second, 0.95f);
        }

        Assert.Empty(Told);
        for (var second = 31; second < 80; second++)
        {
            Score("bed", second, 0.95f);
        }

        Assert.NotEmpty(Told);
        Assert.Equal(1, _monitor.Weight);
    }

    [Theory]
    [InlineData(nameof(PrinterActivity.Idle), 0, 0.25)]
    [InlineData(nameof(PrinterActivity.Paused), 0, 0.25)]
    [InlineData(nameof(PrinterActivity.Preparing), 60, 0.25)]
    [InlineData(nameof(PrinterActivity.Preparing), 61, 1)]
    public void Weight_NoPrintThatCouldFail_IsAQuarterUntilItCountsAsOne(string activity, int minutes, double expected)
    {
        var printer = new PrinterOptions { Link = new() { Address = "mqtt" }, Cameras = new() { ["bed"] = new() } };
        var monitor = new PrinterMonitor("ender", printer, new AgentOptions(), PrinterMemory.Empty, this, at => Ulid.NewUlid(at));
        var report = new PrinterReport(new PrinterStatus(Enum.Parse<PrinterActivity>(activity), ""), Start, IsFresh: true, null);

        for (var second = 0; second <= minutes * 60; second++)
        {
            monitor.OnPrinter(report, Start.AddSeconds(second));
        }

        Assert.Equal(expected, monitor.Weight);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void OnScored_ClockIsSetWhileThePrinterHeats_IsNoEvidence(int hours)
    {
        var printer = new PrinterOptions { Link = new() { Address = "mqtt" }, Cameras = new() { ["bed"] = new() } };
        var monitor = new PrinterMonitor("ender", printer, new AgentOptions(), PrinterMemory.Empty, this, at => Ulid.NewUlid(at));
        var report = new PrinterReport(new PrinterStatus(PrinterActivity.Preparing, ""), Start, IsFresh: true, null);
        monitor.OnPrinter(report, Start);
        for (var second = 1; second < 60; second++)
        {
            SpaghettiFrame.Show(monitor.OnScored, 0.95f, Start.AddSeconds(second).AddHours(hours));
            monitor.OnPrinter(report, Start.AddSeconds(second).AddHours(hours));
        }

        Assert.Empty(Told);
    }

    [Fact]
    public void OnPrinter_ClockIsSetWhileItCannotBeReached_IsNotLostForThat()
    {
        var printer = new PrinterOptions { Link = new() { Address = "mqtt" }, Cameras = new() { ["bed"] = new() } };
        var monitor = new PrinterMonitor("ender", printer, new AgentOptions(), PrinterMemory.Empty, this, at => Ulid.NewUlid(at));
        var silent = new PrinterReport(new PrinterStatus(PrinterActivity.Unknown, ""), Start, IsFresh: false, "no answer");
        monitor.OnPrinter(new PrinterReport(new PrinterStatus(PrinterActivity.Printing, ""), Start, IsFresh: true, null), Start);
        monitor.OnPrinter(silent, Start.AddSeconds(1));
        for (var second = 2; second < 61; second++)
        {
            monitor.OnPrinter(silent, Start.AddHours(2).AddSeconds(second));
        }

        Assert.Empty(_news.SelectMany(news => news.Events));
        monitor.OnPrinter(silent, Start.AddHours(2).AddSeconds(62));
        Assert.IsType<PresenceEvent>(Assert.Single(_news.SelectMany(news => news.Events)));
    }

    [Fact]
    public void OnScored_NothingIsPrinted_AThresholdMayBeSetAllTheSame()
    {
        var printer = new PrinterOptions { Link = new() { Address = "mqtt" }, Cameras = new() { ["bed"] = new() } };
        var monitor = new PrinterMonitor("ender", printer, new AgentOptions(), PrinterMemory.Empty, this, at => Ulid.NewUlid(at));
        monitor.OnPrinter(new PrinterReport(new PrinterStatus(PrinterActivity.Idle, ""), Start, IsFresh: true, null), Start);
        SpaghettiFrame.Show(monitor.OnScored, 0.95f, Start);

        Assert.Empty(monitor.Read().Classes);
        Assert.Equal(AnswerKind.Changed, monitor.Do(new OperatorCommand.Threshold(DefectClass.Spaghetti, 0.7, null), Start));
    }

    [Fact]
    public void Follow_AnotherThreshold_HoldsFromTheNextFrameAndTheAlertStaysOpen()
    {
        for (var second = 0; second < 60; second++)
        {
            Score("bed", second, 0.95f);
        }

        var open = _monitor.Read().Classes.Single(item => item.Class == DefectClass.Spaghetti).AlertId;
        _monitor.Follow(
            new PrinterOptions { Cameras = new() { ["nozzle"] = new() }, Alerts = new() { ["spaghetti"] = new() { Set = 0.9, Reset = 0.8 } } }, new AgentOptions());
        Score("nozzle", 60, 0.1f);

        var reading = _monitor.Read().Classes.Single(item => item.Class == DefectClass.Spaghetti);
        Assert.Equal((open, 0.9, 0.0), (reading.AlertId, reading.Threshold, reading.Evidence));
        Assert.Equal(["nozzle"], _monitor.Read().ScoredAt.Keys);

        // The camera that led is gone: the other one ends its alert by itself.
        for (var second = 61; second < 160; second++)
        {
            Score("nozzle", second, 0.1f);
        }

        Assert.Equal((AlertStage.End, open), (Told[^1].Stage, Told[^1].Id));
    }

    [Fact]
    public void OnPrinter_AnotherMaterial_ItsThresholdHoldsFromThenOn()
    {
        var options = new AgentOptions { Materials = new() { ["PETG"] = new() { Alerts = new() { ["spaghetti"] = new() { Set = 0.8 } } } } };
        var printer = new PrinterOptions { Link = new() { Address = "mqtt" }, Cameras = new() { ["bed"] = new() } };
        var monitor = new PrinterMonitor("ender", printer, options, PrinterMemory.Empty, this, at => Ulid.NewUlid(at));

        Print("PLA");
        SpaghettiFrame.Show(monitor.OnScored, 0.1f, Start);
        Assert.Equal(0.6, Threshold());

        Print("petg");
        Assert.Equal(0.8, Threshold());

        // A link that fails in mid-print changes no material.
        monitor.OnPrinter(new PrinterReport(new PrinterStatus(PrinterActivity.Unknown, "silent"), Start, IsFresh: false, "no answer"), Start);
        Assert.Equal(0.8, Threshold());

        double? Threshold() => monitor.Read().Classes.Single(item => item.Class == DefectClass.Spaghetti).Threshold;
        void Print(string material) => monitor.OnPrinter(
            new PrinterReport(new PrinterStatus(PrinterActivity.Printing, "printing", new PrintJob { Id = "1", Material = material }), Start, IsFresh: true, null), Start);
    }

    [Fact]
    public void Follow_PrinterTurnedOff_EndsItsAlertAndLooksNoMore()
    {
        for (var second = 0; second < 60; second++)
        {
            Score("bed", second, 0.95f);
        }

        var cameras = new Dictionary<string, CameraOptions> { ["bed"] = new() };
        _monitor.Follow(new PrinterOptions { Cameras = cameras, Enabled = false }, new AgentOptions());
        Assert.Equal(AlertStage.End, Told[^1].Stage);
        var told = Told.Count;
        Score("bed", 61, 0.95f);
        Assert.Empty(_monitor.Read().Classes);

        // Turned on again it begins anew.
        _monitor.Follow(new PrinterOptions { Cameras = cameras }, new AgentOptions());
        for (var second = 62; second < 120; second++)
        {
            Score("bed", second, 0.95f);
        }

        Assert.Equal(AlertStage.Begin, Told[told].Stage);
    }

    [Fact]
    public void Close_AlertOpen_EndsItAndTakesNoMoreFrames()
    {
        for (var second = 0; second < 60; second++)
        {
            Score("bed", second, 0.95f);
        }

        _monitor.Close();
        var told = Told.Count;
        Score("bed", 61, 0.95f);

        Assert.Equal(AlertStage.End, Told[^1].Stage);
        Assert.Equal((Told[0].Id, Start.AddSeconds(59)), (Told[^1].Id, Told[^1].At));
        Assert.Equal(told, Told.Count);
    }

    private void Score(string camera, double second, float spaghetti, byte[]? encoded = null, CameraFault? fault = null)
    {
        var probabilities = new float[_model.Classes.Count];
        probabilities[_model.ClassSet().ColumnOf(DefectClass.Spaghetti)] = spaghetti;
        probabilities[_model.ClassSet().ColumnOf(DefectClass.Good)] = 1 - spaghetti;
        using var frame = CameraFrame.Copy(encoded ?? [1], 1, Start.AddSeconds(second), FrameView.Whole);
        _monitor.OnScored(new ScoredFrame
        {
            Camera = new CameraKey("ender", camera),
            Frame = frame,
            Model = _model,
            Probabilities = probabilities,
            Unadapted = probabilities,
            Embedding = [],
            Heatmap = Enumerable.Range(0, _model.Classes.Count).SelectMany(column => new float[] { column * 10, (column * 10) + 1 }).ToArray(),
            HeatmapHeight = 1,
            HeatmapWidth = 2,
            ScoredAt = Start.AddSeconds(second),
            Fault = fault,
        });
    }
}
