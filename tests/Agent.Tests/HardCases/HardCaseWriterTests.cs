using Defects.Shared.Imaging;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.HardCases;
using Defects.Agent.Inference;
using Defects.Agent.Printers;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.HardCases;
using Microsoft.Extensions.Logging.Abstractions;
using OpenCvSharp;

namespace Defects.Agent.Tests.HardCases;

public sealed class HardCaseWriterTests : IPrintTrust, IDisposable
{
    private static readonly ModelDescription Model = ModelBundle.Read(ColourModel.Version1).Manifest.Model;
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly HardCaseStatistics _statistics = new();

    private HardCaseStore Store => new(_folder.Path);

    private bool IsWatched { get; set; } = true;

    public void Dispose() => _folder.Dispose();

    bool IPrintTrust.IsWatched(string printer) => IsWatched;

    PrintTrust? IPrintTrust.TrustOf(string printer) => throw new NotSupportedException();

    DateTimeOffset? IPrintTrust.PrintOf(string printer) => throw new NotSupportedException();

    bool IPrintTrust.IsDoubted(string printer, DateTimeOffset at) => throw new NotSupportedException();

    [Fact]
    public async Task Writer_HardFrame_KeepsPictureAndRecord()
    {
        var picture = Picture(seed: 1);
        await Run(queue => Score(queue, picture, Noon), figures => figures.Kept == 1);

        var kept = Assert.Single(Store.Read());
        Assert.Equal(picture, File.ReadAllBytes(kept.ImageFile));
        Assert.Equal((Noon, "node", "p1", "bed", "colours", 1), (
            kept.Record.Time, kept.Record.Agent, kept.Record.Printer, kept.Record.Camera, kept.Record.ModelName, kept.Record.ModelVersion));
        Assert.Equal(0.6, kept.Record.Probabilities[DefectClass.Spaghetti], 1e-6);
        Assert.Equal([1f, 2f, 3f], kept.Record.Embedding);
        Assert.Equal([HardCaseReason.NearThreshold], kept.Record.Reasons);
    }

    [Fact]
    public async Task Writer_FrameOfATurnedAndCroppedCamera_KeepsWhatTheModelSaw()
    {
        var view = new FrameView { Turn = 90, Crop = new FrameArea(0, 0, 1, 0.5) };
        await Run(queue => Score(queue, Picture(seed: 1), Noon, view: view), figures => figures.Kept == 1);

        // 90 x 80 turned is 80 x 90, and its upper half is 80 x 45.
        using var seen = view.Decode(Picture(seed: 1))!;
        using var kept = Cv2.ImRead(Assert.Single(Store.Read()).ImageFile);
        Assert.Equal((80, 45), (kept.Width, kept.Height));

        // JPEG halves the colours of so bright a checkerboard; another part of it, or none of it turned, is off by 80.
        Assert.InRange(Cv2.Norm(seen, kept, NormTypes.L1) / (80 * 45 * 3), 0, 15);
    }

    [Fact]
    public async Task Ask_PictureThatIsKeptAlready_IsKeptAgainForAPersonsWordAndOnlyOnce()
    {
        await Run(queue => Score(queue, Picture(seed: 1), Noon), figures => figures.Kept == 1);
        await Run(
            queue =>
            {
                queue.Ask("p1", HardCaseReason.OperatorMissed, Noon);
                Score(queue, Picture(seed: 1), Noon.AddSeconds(1), spaghetti: 0.01f);
                Score(queue, Picture(seed: 2), Noon.AddSeconds(2), spaghetti: 0.01f);
            },
            figures => figures.Kept == 2);

        Assert.Equal([HardCaseReason.NearThreshold, HardCaseReason.OperatorMissed], Store.Read().SelectMany(kept => kept.Record.Reasons));
    }

    [Fact]
    public async Task Ask_FalseAlarm_KeepsTheLastFrameThatShowedADefect()
    {
        await Run(
            queue =>
            {
                Score(queue, Picture(seed: 1), Noon, spaghetti: 0.95f);
                Score(queue, Picture(seed: 2), Noon.AddSeconds(1), spaghetti: 0.95f);
                Score(queue, Picture(seed: 3), Noon.AddSeconds(2), spaghetti: 0.01f);
                queue.Ask("p1", HardCaseReason.OperatorFalseAlarm, Noon);
                Score(queue, Picture(seed: 4), Noon.AddSeconds(3), spaghetti: 0.01f);

                // Nothing suspicious is left: what is shown now has to do.
                queue.Ask("p1", HardCaseReason.OperatorFalseAlarm, Noon);
                Score(queue, Picture(seed: 5), Noon.AddSeconds(4), spaghetti: 0.01f);
            },
            figures => figures.Kept == 2);

        Assert.Equal([Noon.AddSeconds(1), Noon.AddSeconds(4)], Store.Read().Select(kept => kept.Record.Time));
        Assert.All(Store.Read(), kept => Assert.Equal([HardCaseReason.OperatorFalseAlarm], kept.Record.Reasons));
    }

    [Fact]
    public async Task Ask_FalseAlarmHalfADayAfterTheLastDefect_KeepsWhatIsShownNow()
    {
        await Run(
            queue =>
            {
                Score(queue, Picture(seed: 1), Noon, spaghetti: 0.95f);
                queue.Ask("p1", HardCaseReason.OperatorFalseAlarm, Noon.AddHours(13));
                Score(queue, Picture(seed: 2), Noon.AddHours(13), spaghetti: 0.01f);
            },
            figures => figures.Kept == 1);

        Assert.Equal(Noon.AddHours(13), Assert.Single(Store.Read()).Record.Time);
    }

    [Fact]
    public async Task Ask_NextFrameIsHoursInComing_KeepsNone()
    {
        await Run(
            queue =>
            {
                queue.Ask("p1", HardCaseReason.OperatorMissed, Noon);
                Score(queue, Picture(seed: 1), Noon.AddHours(2), spaghetti: 0.01f);
                queue.Ask("p1", HardCaseReason.HumanPause, Noon.AddHours(3));
                Score(queue, Picture(seed: 2), Noon.AddHours(3).AddMinutes(4), spaghetti: 0.01f);
            },
            figures => figures.Kept == 1);

        Assert.Equal([HardCaseReason.HumanPause], Assert.Single(Store.Read()).Record.Reasons);
    }

    [Fact]
    public async Task Ask_TwoReasonsBeforeTheNextFrame_AreBothKeptWithIt()
    {
        await Run(
            queue =>
            {
                queue.Ask("p1", HardCaseReason.HumanPause, Noon);
                queue.Ask("p1", HardCaseReason.OperatorMissed, Noon.AddSeconds(1));
                Score(queue, Picture(seed: 1), Noon.AddSeconds(2), spaghetti: 0.01f);
            },
            figures => figures.Kept == 1);

        Assert.Equal(
            new[] { HardCaseReason.HumanPause, HardCaseReason.OperatorMissed }.Order(), Assert.Single(Store.Read()).Record.Reasons);
    }

    [Fact]
    public async Task OnScored_WatchIsOff_KeepsNothing()
    {
        await Run(
            queue =>
            {
                IsWatched = false;
                Score(queue, Picture(seed: 1), Noon);
                IsWatched = true;
                Score(queue, Picture(seed: 2), Noon.AddMinutes(1));
            },
            figures => figures.Kept == 1);

        Assert.Equal(Noon.AddMinutes(1), Assert.Single(Store.Read()).Record.Time);
    }

    [Fact]
    public async Task Writer_SamePictureAfterARestart_IsKeptOnce()
    {
        await Run(queue => Score(queue, Picture(seed: 1), Noon), figures => figures.Kept == 1);
        await Run(queue => Score(queue, Picture(seed: 1), Noon.AddMinutes(5)), figures => figures.Duplicates == 1);

        Assert.Single(Store.Read());
    }

    [Fact]
    public async Task Writer_LeftoversOfAKill_AreSweptAtStart()
    {
        await Run(queue => Score(queue, Picture(seed: 1), Noon), figures => figures.Kept == 1);
        var day = Path.Combine(_folder.Path, "2026-03-01");
        File.WriteAllBytes(Path.Combine(day, "01J.jpg"), Picture(seed: 2));
        File.WriteAllBytes(Path.Combine(day, "01K.json.tmp"), [1]);

        await Run(queue => Score(queue, Picture(seed: 3), Noon.AddMinutes(1)), figures => figures.Kept == 2);

        Assert.Equal(4, Directory.GetFiles(day).Length);
        Assert.Equal(2, Store.Read().Count());
    }

    [Fact]
    public async Task Writer_BudgetFull_OldestUnlabelledLeavesAndLabelledStays()
    {
        var picture = Picture(seed: 1);
        await Run(
            queue =>
            {
                Score(queue, picture, Noon);
                Score(queue, Picture(seed: 2), Noon.AddMinutes(1), printer: "p2");
                Score(queue, Picture(seed: 3), Noon.AddMinutes(2), printer: "p3");
            },
            figures => figures.Kept == 3);
        var oldest = Store.Read().First();
        Store.Label(oldest.Record.Id, DefectClass.Spaghetti, "anna", Noon.AddMinutes(3));
        var used = Store.Read().Sum(item => item.Bytes);

        // One more, with what a record is reckoned at, is just over what is allowed.
        var budget = used + picture.Length + 1000;
        await Run(queue => Score(queue, Picture(seed: 4), Noon.AddMinutes(4), printer: "p4"), figures => figures.Kept == 4, budget);

        var kept = Store.Read().Select(item => item.Record.Printer).ToList();
        Assert.Contains("p1", kept);
        Assert.DoesNotContain("p2", kept);
        Assert.Contains("p4", kept);
        Assert.True(Store.Read().Sum(item => item.Bytes) <= budget);
    }

    [Fact]
    public async Task Writer_StoreThatFails_IsAskedOnceALookAndNotForEveryFrame()
    {
        // The day's folder cannot be made: a file has its name.
        File.WriteAllBytes(Path.Combine(_folder.Path, "2026-03-01"), []);
        await Run(
            queue =>
            {
                for (var second = 0; second < 10; second++)
                {
                    Score(queue, Picture(seed: second), Noon.AddSeconds(second));
                }

                Score(queue, Picture(seed: 10), Noon.AddDays(1));
            },
            figures => figures.Kept == 1);

        Assert.Equal(1, _statistics.Read().Failed);
    }

    [Fact]
    public void TryReserve_LabelledCasesFillTheBudget_ReadsTheStoreAgainAfterARest()
    {
        var budget = new HardCaseBudget(Store, 100);
        var file = Path.Combine(_folder.Path, "labelled.jpg");
        File.WriteAllBytes(file, new byte[100]);
        Assert.False(budget.TryReserve(10, Noon));

        File.Delete(file);

        Assert.False(budget.TryReserve(10, Noon.AddMinutes(9)));
        Assert.True(budget.TryReserve(10, Noon.AddMinutes(10)));
    }

    [Fact]
    public async Task Writer_FrameWithoutHardness_KeepsNothing()
    {
        await Run(
            queue =>
            {
                Score(queue, Picture(seed: 1), Noon, spaghetti: 0.99f);
                Score(queue, Picture(seed: 2), Noon.AddMinutes(1));
            },
            figures => figures.Kept == 1);

        Assert.Equal(Noon.AddMinutes(1), Assert.Single(Store.Read()).Record.Time);
    }

    [Fact]
    public void Queue_WriterAway_DropsTheNewestAndCounts()
    {
        var queue = new HardCaseQueue(Options(), this, _statistics);
        for (var i = 0; i < 20; i++)
        {
            Score(queue, Picture(seed: 1), Noon);
        }

        Assert.Equal(4, _statistics.Read().Dropped);
    }

    private static byte[] Picture(int seed)
    {
        using var cells = new Mat(8, 9, MatType.CV_8UC3);
        var random = new Random(seed);
        var bytes = new byte[8 * 9 * 3];
        random.NextBytes(bytes);
        cells.SetArray(bytes.Chunk(3).Select(c => new Vec3b(c[0], c[1], c[2])).ToArray());
        using var frame = new Mat();
        Cv2.Resize(cells, frame, new Size(90, 80), interpolation: InterpolationFlags.Nearest);
        return frame.ImEncode(".jpg");
    }

    private static void Score(HardCaseQueue queue, byte[] picture, DateTimeOffset at, string printer = "p1", float spaghetti = 0.6f, FrameView? view = null)
    {
        using var frame = CameraFrame.Copy(picture, 1, at, view ?? FrameView.Whole);
        queue.OnScored(new ScoredFrame
        {
            Camera = new CameraKey(printer, "bed"),
            Frame = frame,
            Model = Model,
            Probabilities = [1 - spaghetti, 0, 0, spaghetti],
            Unadapted = [1 - spaghetti, 0, 0, spaghetti],
            Embedding = [1, 2, 3],
            Heatmap = [],
            HeatmapHeight = 0,
            HeatmapWidth = 0,
            ScoredAt = at,
        });
    }

    private AgentOptions Options(long budget = 1 << 20) =>
        new() { Node = "node", HardCases = new HardCaseOptions { Folder = _folder.Path, Bytes = budget } };

    private async Task Run(Action<HardCaseQueue> score, Func<HardCaseFigures, bool> until, long budget = 1 << 20)
    {
        var options = Options(budget);
        var queue = new HardCaseQueue(options, this, _statistics);
        using var writer = new HardCaseWriter(options, queue, _statistics, NullLogger<HardCaseWriter>.Instance);
        score(queue);
        await writer.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.Holds(() => until(_statistics.Read()), "what the writer was to do");
        await writer.StopAsync(TestContext.Current.CancellationToken);
    }
}
