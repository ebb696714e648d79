using Defects.Agent.Cameras.Quality;
using Defects.Agent.Monitoring;

namespace Defects.Agent.Tests.Monitoring;

public sealed class FaultLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ListLogger<FaultLog> _log = new();

    [Fact]
    public void OnScored_FaultThatBeginsChangesAndEnds_IsSaidOnceEach()
    {
        var faults = new FaultLog(_log);
        foreach (CameraFault? fault in new CameraFault?[] { null, CameraFault.Blurred, CameraFault.Blurred, CameraFault.Moved, null, null })
        {
            SpaghettiFrame.Show(faults.OnScored, 0.5f, Start, fault: fault);
        }

        Assert.Equal(
            [
                "Warning: ender/bed: its pictures are Blurred since 2026-01-01 12:00:00Z; they count for no alert",
                "Warning: ender/bed: its pictures are Moved since 2026-01-01 12:00:00Z; they still count",
                "Information: ender/bed: its pictures are not Moved any more",
            ],
            _log.Lines);
    }
}
