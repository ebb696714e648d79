using CsCheck;
using Defects.Agent.Configuration;

namespace Defects.Agent.Tests.Configuration;

public sealed class DurationTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("10s", 10)]
    [InlineData("1.5 s", 1.5)]
    [InlineData("5m", 300)]
    [InlineData("5min", 300)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    [InlineData("00:00:10", 10)]
    public void TryParse_WrittenWithUnit_IsRead(string text, double seconds)
    {
        Assert.True(Duration.TryParse(text, out var value));
        Assert.Equal(seconds, value.TotalSeconds);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("soon")]
    [InlineData("-3s")]
    [InlineData("3 weeks")]
    [InlineData("")]
    public void TryParse_WithoutUnitOrMeaning_IsRefused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Fact]
    public void Write_AnyMilliseconds_ReadsBackWithinTheDigitsShown() =>
        Gen.Int[0, 100_000_000].Sample(milliseconds =>
        {
            var value = TimeSpan.FromMilliseconds(milliseconds);
            Assert.True(Duration.TryParse(Duration.Write(value), out var read));
            Assert.InRange(read.TotalMilliseconds, milliseconds * 0.999, milliseconds * 1.001);
        });

    [Theory]
    [InlineData("1", 1)]
    [InlineData("64MiB", 64L << 20)]
    [InlineData("2 GiB", 2L << 30)]
    [InlineData("99999TiB", 99999L << 40)]
    public void ByteSize_Written_IsRead(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var value));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("64MB")]
    [InlineData("100000GiB")]
    [InlineData("-1")]
    [InlineData("9999999999999999999")]
    public void ByteSize_Otherwise_IsRefused(string text) => Assert.False(ByteSize.TryParse(text, out _));
}
