namespace Defects.Agent.Tests;

internal static class Eventually
{
    /// <summary>Waits for a condition that other threads bring about; fails after 20 s.</summary>
    public static async Task Holds(Func<bool> condition, string what)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"Not within 20 s: {what}.");
            await Task.Yield();
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }
    }
}
