using Defects.Agent.Devices;
using Defects.Agent.Cameras;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Cameras;

public sealed class FloodGuardTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FloodGuard _guard;

    public FloodGuardTests() => _guard = new FloodGuard(_time);

    [Fact]
    public void Add_JustUnderTheLimitsEachSecond_IsTaken()
    {
        for (var second = 0; second < 60; second++)
        {
            _guard.Add((int)FloodGuard.BytesASecond, FloodGuard.PicturesASecond);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Theory]
    [InlineData(129 << 20, 0, "it floods: 129 MiB and 0 pictures within a second, where 128 MiB and 250 are taken")]
    [InlineData(1, 251, "it floods: 0 MiB and 251 pictures")]
    public void Add_MoreWithinASecond_GivesTheCameraUp(int bytes, int pictures, string expected)
    {
        _guard.Add(bytes / 2, pictures / 2);
        _time.Advance(TimeSpan.FromSeconds(0.9));

        var error = Assert.Throws<DeviceException>(() => _guard.Add(bytes - (bytes / 2), pictures - (pictures / 2)));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }
}
