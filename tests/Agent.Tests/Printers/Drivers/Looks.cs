using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Printers.Drivers;

/// <summary>Looks at a printer through its driver, one question at a time.</summary>
internal sealed class Looks(IPrinterDriver driver) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<PrinterStatus> _statuses = driver.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

    public async Task<PrinterStatus> NextAsync()
    {
        Assert.True(await _statuses.MoveNextAsync());
        return _statuses.Current;
    }

    public async Task<PrinterActivity> ActivityAsync() => (await NextAsync()).Activity;

    public ValueTask DisposeAsync() => _statuses.DisposeAsync();
}
