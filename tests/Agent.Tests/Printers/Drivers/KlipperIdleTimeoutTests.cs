using Defects.Agent.Printers;
using Defects.Agent.Printers.Drivers;

namespace Defects.Agent.Tests.Printers.Drivers;

public sealed class KlipperIdleTimeoutTests : IAsyncLifetime
{
    private readonly FakeMoonraker _printer = new();
    private MoonrakerPrinter _driver = null!;
    private Looks _looks = null!;

    public async ValueTask InitializeAsync()
    {
        await _printer.TurnOnAsync();
        _printer.Begin("a.gcode");
        _printer.Lay(0.5);
        _driver = new MoonrakerPrinter(_printer.Link with { PausedTimeout = TimeSpan.FromHours(12) }, TimeProvider.System);
        _looks = new Looks(_driver);
        await _looks.NextAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _looks.DisposeAsync();
        await _printer.DisposeAsync();
    }

    [Fact]
    public async Task Pause_PausedTimeoutIsSet_RaisesItBeforeAndPutsItBackWhenItPrintsAgain()
    {
        await PauseAsync();

        Assert.Equal(["POST /printer/gcode/script?script=SET_IDLE_TIMEOUT%20TIMEOUT%3D43200", "POST /printer/print/pause"], _printer.Commands);
        await SeeAsync(2);
        Assert.Equal(43200, _printer.IdleTimeout);

        _printer.Lay(0.51);
        await SeeAsync(2);
        Assert.Equal(600, _printer.IdleTimeout);
        await SeeAsync(2);
        Assert.Equal(3, _printer.Commands.Count());
    }

    [Fact]
    public async Task Pause_UnderWay_IsNoReasonToPutItBack()
    {
        _printer.Habit = FakePrinter.PauseHabit.Never;
        await PauseAsync();

        await SeeAsync(3);
        Assert.Equal(43200, _printer.IdleTimeout);

        // The pause was taken and ignored: it is put back with the end of the print.
        _printer.Complete();
        await SeeAsync(2);
        Assert.Equal(600, _printer.IdleTimeout);
    }

    [Fact]
    public async Task Pause_Refused_PutsItBackThoughThePrintGoesOn()
    {
        _printer.RefusesPause = true;

        var error = await Assert.ThrowsAsync<PrinterException>(PauseAsync);
        await SeeAsync(2);

        Assert.EndsWith("/printer/print/pause answered 404 (Not Found)", error.Message, StringComparison.Ordinal);
        Assert.Equal(600, _printer.IdleTimeout);
        Assert.Equal(3, _printer.Commands.Count());
    }

    [Fact]
    public async Task Pause_AgentRestartedMeanwhile_IsPutBackAllTheSame()
    {
        await PauseAsync();
        await SeeAsync(2);
        await _looks.DisposeAsync();
        _looks = new Looks(new MoonrakerPrinter(_printer.Link with { PausedTimeout = TimeSpan.FromHours(12) }, TimeProvider.System));
        await _looks.NextAsync();
        Assert.Equal(43200, _printer.IdleTimeout);

        _printer.Lay(0.51);
        await SeeAsync(2);
        Assert.Equal(600, _printer.IdleTimeout);
    }

    [Fact]
    public async Task PutBack_ThatFails_IsTriedAgain()
    {
        await PauseAsync();
        await SeeAsync(2);
        _printer.RefusesScripts = true;
        _printer.Lay(0.51);
        await SeeAsync(3);
        Assert.Equal(43200, _printer.IdleTimeout);

        _printer.RefusesScripts = false;
        await SeeAsync(2);

        Assert.Equal(600, _printer.IdleTimeout);
    }

    [Fact]
    public async Task PutBack_AfterAnOutage_IsNotForgotten()
    {
        await PauseAsync();
        await SeeAsync(2);
        _printer.Instead = 502;
        await Assert.ThrowsAsync<PrinterException>(_looks.NextAsync);
        _printer.Instead = null;
        _printer.Lay(0.51);

        await using var again = new Looks(_driver);
        await again.NextAsync();
        await again.NextAsync();

        Assert.Equal(600, _printer.IdleTimeout);
    }

    [Fact]
    public async Task Raise_ThatFails_PausesAllTheSameAndIsTriedAgain()
    {
        _printer.RefusesScripts = true;
        await PauseAsync();
        Assert.Equal(FakePrinter.Stage.Paused, _printer.Now);
        Assert.Equal(600, _printer.IdleTimeout);

        _printer.RefusesScripts = false;
        await SeeAsync(2);

        Assert.Equal(43200, _printer.IdleTimeout);
    }

    [Fact]
    public async Task Raise_LongerTimeoutIsConfigured_LeavesItAlone()
    {
        _printer.ConfiguredIdleTimeout = 86400;

        await PauseAsync();
        await SeeAsync(2);

        Assert.Equal(["POST /printer/print/pause"], _printer.Commands);
    }

    [Fact]
    public async Task Pause_ASecondTimeBeforeItWasPutBack_IsNotCutShort()
    {
        await PauseAsync();
        await SeeAsync(2);
        _printer.RefusesScripts = true;
        _printer.Lay(0.51);
        await SeeAsync(2);
        _printer.RefusesScripts = false;
        _printer.Habit = FakePrinter.PauseHabit.Never;

        await PauseAsync();
        await SeeAsync(3);

        Assert.Equal(43200, _printer.IdleTimeout);
    }

    private Task PauseAsync() => _driver.PauseAsync(TestContext.Current.CancellationToken);

    // What follows from a look is done by the time of the next one.
    private async Task SeeAsync(int looks)
    {
        for (var look = 0; look < looks; look++)
        {
            await _looks.NextAsync();
        }
    }
}
