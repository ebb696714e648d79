namespace Defects.EndToEnd.Parts;

/// <summary>Waits for real programs by looking, never by sleeping a guessed time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static async Task<TimeSpan> True(Func<bool> condition, TimeSpan deadline, Func<string> otherwise)
    {
        var from = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Look);
        while (!condition())
        {
            var waited = TimeProvider.System.GetElapsedTime(from);
            Assert.True(waited < deadline, $"not within {deadline}: {(waited < deadline ? "" : otherwise())}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return TimeProvider.System.GetElapsedTime(from);
    }
}
