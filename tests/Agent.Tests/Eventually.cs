using System.Net.Sockets;

namespace Defects.Agent.Tests;

/// <summary>Waits for what another process or thread will bring about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static Task HoldsAsync(string what, Func<bool> condition) => HoldsAsync(what, () => Task.FromResult(condition()));

    public static async Task HoldsAsync(string what, Func<Task<bool>> condition)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (SocketException)
            {
                // Not listening yet.
            }

            Assert.True(time.GetElapsedTime(start) < Deadline, $"Waited {Deadline.TotalSeconds} s in vain: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, TestContext.Current.CancellationToken);
        }
    }
}
