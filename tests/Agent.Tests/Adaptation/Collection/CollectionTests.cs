using Defects.Agent.Adaptation;
using Defects.Agent.Adaptation.Collection;
using Defects.Agent.Cameras;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Adaptation.Collection;

/// <summary>Frames of a print from the inference thread over the disk into a camera's reference, and every way by which they never get there.</summary>
public sealed class CollectionTests : IDisposable
{
    private readonly CollectingFarm _farm = new();

    public void Dispose() => _farm.Dispose();

    [Fact]
    public async Task Print_ThatEndedWell_GivesItsFramesOnceTheNextBegins()
    {
        _farm.Begin();
        var began = _farm.Now;
        _farm.Show(minutes: 6);
        _farm.Complete();
        await _farm.SettleAsync();
        Assert.Empty(_farm.Reference.Frames);

        _farm.Begin();
        await _farm.SettleAsync();

        // A frame each half minute, the first ten seconds after the beginning.
        Assert.Equal(
            Enumerable.Range(0, 12).Select(i => ReferenceFolder.NameOf(began.AddSeconds(10 + (30 * i)))),
            _farm.Reference.Frames.Select(Path.GetFileNameWithoutExtension));
        Assert.Empty(_farm.Pending);
        Assert.Equal(["Information: ender/bed: 12 frames of the print that began at 2026-01-01 12:00:04Z are reference frames now"], _farm.KeeperLog.Lines);
    }

    public static TheoryData<string, string> Objections => new()
    {
        { "alert", "an alert began" },
        { "missed", "a missed defect was reported" },
        { "missed once it is over", "a missed defect was reported" },
        { "pause", "it was paused" },
        { "command to pause", "somebody asked for a pause" },
        { "snooze", "its alerts were silenced" },
        { "off", "the watch was turned off" },
        { "offline", "the printer was out of sight" },
        { "cancelled", "it was cancelled or failed" },
    };

    [Theory]
    [MemberData(nameof(Objections))]
    public async Task Print_ThatSomethingSpeaksAgainst_GivesNoneAndItsFramesAreDeletedAtOnce(string objection, string why)
    {
        _farm.Begin();
        _farm.Show(minutes: 6);
        await _farm.SettleAsync();
        Assert.Equal(12, Assert.Single(_farm.Pending).Count);

        Object(objection);
        await _farm.SettleAsync();

        Assert.Empty(_farm.Pending);
        Assert.EndsWith($"frames of a print are not taken for good and deleted: {why}", Assert.Single(_farm.KeeperLog.Lines), StringComparison.Ordinal);

        // Whatever goes on in that print is not collected either.
        _farm.Show(minutes: 6);
        _farm.Complete();
        _farm.Begin();
        await _farm.SettleAsync();
        Assert.Empty(_farm.Reference.Frames);
    }

    [Fact]
    public async Task Print_WhoseEndIsNotTold_WaitsForAPersonAndGivesNoneOnceTheNextBegins()
    {
        _farm.Begin();
        _farm.Show(minutes: 6);
        _farm.Say(PrinterActivity.Idle);
        _farm.Say(PrinterActivity.Idle);
        await _farm.SettleAsync();
        Assert.Equal(12, Assert.Single(_farm.Pending).Count);

        _farm.Begin();
        await _farm.SettleAsync();

        Assert.Empty(_farm.Pending);
        Assert.Empty(_farm.Reference.Frames);
        Assert.EndsWith("deleted: neither the printer nor a person said that it was good", Assert.Single(_farm.KeeperLog.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Print_ThatAPersonCallsGood_GivesItsFramesOnceItIsOver(bool isOver)
    {
        _farm.Begin();
        _farm.Show(minutes: 3);
        if (!isOver)
        {
            _farm.Do(new OperatorCommand.Good(null));
            await _farm.SettleAsync();
            Assert.Empty(_farm.Reference.Frames);
        }

        _farm.Show(minutes: 3);
        _farm.Say(PrinterActivity.Idle);
        _farm.Say(PrinterActivity.Idle);
        if (isOver)
        {
            _farm.Do(new OperatorCommand.Good(null));
        }

        await _farm.SettleAsync();

        Assert.Empty(_farm.Pending);
        Assert.Equal(12, _farm.Reference.Frames.Count);
    }

    [Theory]
    [InlineData(PrinterActivity.Preparing)]
    [InlineData(PrinterActivity.Unknown)]
    public async Task Frames_WhileThePrinterDoesNotSayThatItPrints_AreNotCollected(object activity)
    {
        _farm.Begin();
        _farm.Say((PrinterActivity)activity);
        _farm.Show(minutes: 6);
        await _farm.SettleAsync();

        Assert.Empty(_farm.Pending);
    }

    [Fact]
    public async Task Frames_OfALongPrint_AreTwentyAtMostAndSpreadOverIt()
    {
        _farm.Begin();
        var began = _farm.Now;
        for (var minutes = 0; minutes < 65; minutes += 5)
        {
            _farm.Show(minutes: 5);
            await _farm.WriteAsync();
        }

        // Thinned at 10 min, 20 min and 40 min: every four minutes from then on.
        Assert.Equal(
            Enumerable.Range(0, 17).Select(i => ReferenceFolder.NameOf(began.AddSeconds(10 + (240 * i)))),
            Assert.Single(_farm.Pending).Folder.Frames.Select(Path.GetFileNameWithoutExtension));
    }

    [Fact]
    public async Task Print_OfLessThanTenFrames_GivesNone()
    {
        _farm.Begin();
        _farm.Show(minutes: 4);
        _farm.Complete();
        _farm.Begin();
        await _farm.SettleAsync();

        Assert.Empty(_farm.Reference.Frames);
        Assert.Empty(_farm.Pending);
    }

    [Fact]
    public async Task Frames_LeftByAPrintThatNobodyRemembers_AreDeleted()
    {
        PendingFrames.Of(_farm.Reference, DateTimeOffset.UnixEpoch, CameraSettings.Of(CollectingFarm.Camera)).Add([1], DateTimeOffset.UnixEpoch, [DateTimeOffset.UnixEpoch]);

        await _farm.SettleAsync();

        Assert.Empty(_farm.Pending);
    }

    [Fact]
    public async Task Print_ThatEndedWell_IsToldToHaveChangedTheReferenceOnce()
    {
        _farm.Begin();
        _farm.Show(minutes: 6);
        _farm.Complete();
        Assert.False(await _farm.SettleAsync());

        _farm.Begin();
        Assert.True(await _farm.SettleAsync());
        Assert.False(await _farm.SettleAsync());
    }

    [Fact]
    public async Task ModelWithoutARule_NothingIsCollectedAndItIsSaidOnce()
    {
        _farm.Model = _farm.Model with { Adaptation = null };
        _farm.Begin();
        _farm.Show(minutes: 6);
        await _farm.SettleAsync();

        Assert.Empty(_farm.Pending);
        Assert.Equal(["Information: Cameras' good frames are not collected: colours/3 has no rule of adaptation"], _farm.Log.Lines);
    }

    [Fact]
    public async Task Configuration_SaysNotToCollect_NothingIsCollected()
    {
        using var farm = new CollectingFarm(collects: false);
        farm.Begin();
        farm.Show(minutes: 6);
        await farm.SettleAsync();

        Assert.Empty(farm.Pending);
    }

    [Fact]
    public void Disk_ThatIsTooSlow_FramesArePassedOverAndTheQueueStaysShort()
    {
        _farm.Begin();
        _farm.Show(minutes: 60);

        Assert.Equal(16, _farm.Collector.Frames.Count);
    }

    private void Object(string objection)
    {
        switch (objection)
        {
            case "alert":
                _farm.Show(minutes: 1, spaghetti: 0.95f);
                Assert.Contains(_farm.Monitor.Read().Classes, item => item.AlertId is not null);
                _farm.Do(new OperatorCommand.FalseAlarm(null, null));
                break;
            case "missed":
                _farm.Do(new OperatorCommand.Missed(DefectClass.Spaghetti, null));
                break;
            case "missed once it is over":
                _farm.Complete();
                _farm.Do(new OperatorCommand.Missed(DefectClass.Spaghetti, null));
                break;
            case "pause":
                _farm.Say(PrinterActivity.Paused);
                _farm.Say(PrinterActivity.Printing);
                break;
            case "command to pause":
                _farm.Do(new OperatorCommand.Pause(null));
                break;
            case "snooze":
                _farm.Do(new OperatorCommand.Snooze(DefectClass.Spaghetti, TimeSpan.FromMinutes(5), null));
                break;
            case "off":
                _farm.Do(new OperatorCommand.Enable(false, null));
                _farm.Do(new OperatorCommand.Enable(true, null));
                break;
            case "offline":
                _farm.Say(PrinterActivity.Offline);
                _farm.Say(PrinterActivity.Printing);
                break;
            case "cancelled":
                _farm.Say(PrinterActivity.Idle, PrintOutcome.Stopped);
                _farm.Say(PrinterActivity.Idle, PrintOutcome.Stopped);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(objection), objection, "No such objection.");
        }
    }
}
