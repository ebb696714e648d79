namespace Defects.Trainer.Tests.Networks;

/// <summary>Real images and weights, which the repository does not contain.</summary>
internal static class TestData
{
    /// <summary>A file below the folder that <c>DEFECTS_DATA</c> names; the test is skipped where there is none.</summary>
    public static string Require(string relative)
    {
        var root = Environment.GetEnvironmentVariable("DEFECTS_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(root), $"DEFECTS_DATA is not set; needs {relative} below it.");
        var path = Path.Combine(root!, relative);
        Assert.SkipUnless(Path.Exists(path), $"DEFECTS_DATA has no {relative}.");
        return path;
    }
}
