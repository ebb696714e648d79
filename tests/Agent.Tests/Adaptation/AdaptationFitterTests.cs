using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Simulation;

namespace Defects.Agent.Tests.Adaptation;

/// <summary>The shipped model, fitted to good frames of a simulated camera.</summary>
public sealed class AdaptationFitterTests : IDisposable
{
    private static readonly CameraSettings Settings = CameraSettings.Of(new CameraOptions { Source = "/dev/video0" });
    private readonly TemporaryFolder _state = new();

    private ReferenceFolder Folder => ReferenceFolder.Of(_state.Path, new CameraKey("p1", "bed"));

    public void Dispose() => _state.Dispose();

    [Fact]
    public void Fit_RuleThatWouldHideAFailure_IsRefusedAndWrittenAsThat()
    {
        Add(different: 12);

        // Below what a bundle may bring: read from a file it would have been refused before.
        var record = Fit(lowest: -10)!;

        Assert.StartsWith("of 36 piles of spaghetti laid onto this camera's good frames ", record.Refusal, StringComparison.Ordinal);
        Assert.Equal(record.Refusal, record.Found!.Refusal());
        Assert.Equal(record.Refusal, Folder.ReadRecord()!.Refusal);
    }

    [Fact]
    public void Fit_RuleWithinReason_IsAppliedAndSaysWhatBecameOfTheFailures()
    {
        Add(different: 12);

        var record = Fit(lowest: -1)!;

        Assert.Null(record.Refusal);
        Assert.Equal(36, record.Found!.Tried);
        Assert.InRange(record.Found.After, 1, record.Found.Before);
        Assert.Equal(record.Found, Folder.ReadRecord()!.Found);
    }

    [Fact]
    public void Fit_FrozenCamera_CountsItsOnePictureOnce()
    {
        Add(different: 9, same: 11);

        Assert.Null(Fit(lowest: -1));
    }

    private AdaptationRecord? Fit(double lowest)
    {
        var bundle = ModelBundle.Read(RepositoryRoot.PathOf("models/defects/champion"));
        var rule = new AdaptationRule(0, [new ClassAdaptation(DefectClass.Spaghetti, Offset: -100, Shift: 0, Novelty: 0, lowest, Highest: 0)]);
        using var fitter = new AdaptationFitter(
            bundle with { Manifest = bundle.Manifest with { Model = bundle.Manifest.Model with { Adaptation = rule } } }, TimeProvider.System);
        return fitter.Fit(Folder, Settings);
    }

    private void Add(int different, int same = 0)
    {
        using var renderer = new PrintRenderer(new SimulatedStation(7, CameraFamily.FrontHigh).Print(0, DefectClass.Good));
        byte[][] pictures = [.. Enumerable.Range(0, different).Select(i => renderer.Render(TimeSpan.FromMinutes(5 * i)).Jpeg)];
        for (var i = 0; i < different + same; i++)
        {
            Folder.Add(pictures[Math.Min(i, different - 1)], DateTimeOffset.UnixEpoch.AddMinutes(i));
        }
    }
}
