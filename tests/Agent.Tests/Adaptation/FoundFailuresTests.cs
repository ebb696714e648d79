using Defects.Agent.Adaptation;

namespace Defects.Agent.Tests.Adaptation;

public sealed class FoundFailuresTests
{
    /// <summary>Of 36: where half or more were found, half must be; of fewer, half of those.</summary>
    [Theory]
    [InlineData(36, 18, null)]
    [InlineData(36, 17, "of 36 piles of spaghetti laid onto this camera's good frames 36 were at the threshold before, and 17 would be after")]
    [InlineData(18, 18, null)]
    [InlineData(18, 17, "of 36 piles of spaghetti laid onto this camera's good frames 18 were at the threshold before, and 17 would be after")]
    [InlineData(17, 9, null)]
    [InlineData(17, 8, "of 36 piles of spaghetti laid onto this camera's good frames 17 were at the threshold before, and 8 would be after")]
    [InlineData(1, 0, "of 36 piles of spaghetti laid onto this camera's good frames 1 were at the threshold before, and 0 would be after")]
    [InlineData(0, 0, null)]
    [InlineData(5, 36, null)]
    public void Refusal_FoundBeforeAndAfter_IsThereWhereTooFewAreLeft(int before, int after, string? starts)
    {
        var why = new FoundFailures(36, before, after).Refusal();

        Assert.Equal(starts, why?.Split(':')[0]);
    }
}
