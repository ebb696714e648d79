using Defects.Trainer.Commands;
using Defects.Trainer.Data;
using Defects.Trainer.Tests.Data;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Commands;

public sealed class PlanCommandTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_WithOut_WritesTheTableAndThePlot()
    {
        _folder.Write("manifest.csv", "path,label_id,label,group,source,licence,split\n" + string.Concat(
            Enumerable.Range(0, 10).Select(i => Row(i, i < 8 ? "0,good" : "4,spaghetti", "train")).Append(Row(99, "0,good", "val"))));

        Assert.Equal(ExitCode.Done, await PlanCommand.Create().Parse(["--data", _folder.Path, "--weights", "inversefrequency", "--out", _folder["plan"]]).InvokeAsync(null, TestContext.Current.CancellationToken));

        var rows = await File.ReadAllLinesAsync(_folder["plan/plan.csv"], TestContext.Current.CancellationToken);
        Assert.Equal("rarest_groups,q,r,class,groups,images,draws,repeats,alpha,share", rows[0]);

        // Masses sqrt 8 : sqrt 2 = 2 : 1 of 10 draws; weights 8^-0.25 : 2^-0.25 = 1 : sqrt 2, divided by their mean over the draws.
        Assert.Equal("2,0.5000,0.2500,good,8,8,7,0.8750,0.8895,0.7000", rows[1]);
        Assert.Equal("2,0.5000,0.2500,spaghetti,2,2,3,1.5000,1.2579,0.3000", rows[2]);
        Assert.StartsWith("1024,1.0000,0.7500,good,1024,1024,1024,1.0000", rows[^2]);

        using var plot = Cv2.ImRead(_folder["plan/plan.png"]);
        Assert.Equal((900, 520), (plot.Width, plot.Height));
        Assert.True(Cv2.Mean(plot).Val0 < 254, "the plot is blank");
        Assert.Equal(2, Directory.GetFiles(_folder["plan"]).Length);
    }

    [Fact]
    public async Task Run_NothingToTrainOn_IsRefused()
    {
        _folder.Write("manifest.csv", "path,label_id,label,group,source,licence,split\n" + Row(1, "0,good", "test"));

        var refused = await Assert.ThrowsAsync<DatasetException>(() => PlanCommand.Create().Parse(["--data", _folder.Path])
            .InvokeAsync(new() { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken));

        Assert.Contains("split train has no image", Assert.Single(refused.Problems));
    }

    [Theory]
    [InlineData("--schedule", "deferred")]
    [InlineData("--augmentation", "none")]
    [InlineData("--mixing", "0.5")]
    [InlineData("--precision-target", "spaghetti=0.9")]
    public void Parse_OptionOfTrainThatChangesNoPlan_IsUnknown(string option, string value)
    {
        Assert.Contains(option, PlanCommand.Create().Parse(["--data", _folder.Path, option, value]).Errors[0].Message);
        Assert.Empty(TrainCommand.Create(TimeProvider.System).Parse(["--data", _folder.Path, "--out", "run", option, value]).Errors);
    }

    private string Row(int number, string label, string split)
    {
        _folder.Picture($"{number}.png", Scalar.All(100), number);
        return $"{number}.png,{label},g{number},s,MIT,{split}\n";
    }
}
