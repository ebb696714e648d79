using System.Text.Json;
using System.Text.RegularExpressions;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;
using OpenCvSharp;
using static Defects.Trainer.Tests.Evaluation.TestPredictions;

namespace Defects.Trainer.Tests.Evaluation;

public sealed partial class ReportTests : IDisposable
{
    private static readonly ModelDescription Model = new()
    {
        Name = "defects",
        Version = 3,
        Architecture = "mobilenet_v2",
        Classes = [.. Classes],
        InputSize = 224,
        ResizeRule = "squeeze-area",
        Temperature = 1.5,
        PriorOffset = Classes.ToDictionary(c => c, _ => 0.0),
        Thresholds = Thresholds,
        TrainingDataHash = new string('a', 64),
        GitCommit = "abc",
        Created = DateTimeOffset.UnixEpoch,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_AnySplit_IsOnePageThatNeedsNothingElse()
    {
        Report(Evaluate(TestPredictions.Random(1, 120, 30, [.. Classes]))).Write(_folder.Path, PictureRule.All);

        var html = Read("report.html");
        Assert.DoesNotMatch("""(src|href)="(?!#|data:)""", html);
        Assert.DoesNotMatch(@"@import|<script|<link|url\((?!#)", html);
        Assert.DoesNotContain("#232323", html);
        Assert.Contains("currentColor", html);
        Assert.Contains("prefers-color-scheme: dark", html);
        Assert.Equal(3, Regex.Count(html, "<svg "));
        string[] ids = [.. Id().Matches(html).Select(m => m.Groups[1].Value)];
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Write_Plots_ArePicturesThatTheMarkdownNames()
    {
        Report(Evaluate(TestPredictions.Random(1, 120, 30, DefectClass.Good, DefectClass.Spaghetti))).Write(_folder.Path, PictureRule.All);

        string[] named = [.. Regex.Matches(Read("report.md"), @"\]\((.+?)\)").Select(m => m.Groups[1].Value)];
        Assert.Equal(["test_confusion.png", "test_precision_recall.png", "test_reliability.png"], named);
        Assert.All(named, name =>
        {
            using var picture = Cv2.ImRead(_folder.File(name));
            Cv2.MeanStdDev(picture, out _, out var spread);
            Assert.True(picture.Width == 760 && spread.Val0 > 10, name);
        });
    }

    [Fact]
    public void Write_SimulatedOnly_ShowsNoRealPicture()
    {
        var split = Evaluate(
        [
            TestPredictions.Of(DefectClass.Good, [0, 0, 0, 1], "a", "sim.jpg", "sim_bed", "MIT"),
            TestPredictions.Of(DefectClass.Good, [0, 0, 0, 1], "b", "real.jpg", "photos", "MIT"),
            TestPredictions.Of(DefectClass.Good, [0, 0, 0, 1], "c", "posing.jpg", "sim_bed", "CC BY 4.0"),
        ]);
        var report = Report(split) with { Mistakes = [.. Mistake.Worst(split, 9).Select(m => new MistakePicture("test", m, [1, 2, 3]))] };

        report.Write(_folder.Path, PictureRule.Simulated);

        Assert.Equal(["sim.jpg"], Shown());
        Assert.Contains("2 pictures of real prints are left out", Read("report.html"));
        report.Write(_folder.Path, PictureRule.All);
        Assert.Equal(["posing.jpg", "real.jpg", "sim.jpg"], Shown().Order());
    }

    [Fact]
    public void Write_ClassNobodyTook_SaysThatItIsNotKnownAndLeavesItsRowBlank()
    {
        Report(Evaluate(TestPredictions.Random(1, 120, 30, DefectClass.Good, DefectClass.Spaghetti))).Write(_folder.Path, PictureRule.All);

        var text = Read("report.md");
        Assert.Contains("| Stringing | no image of it: not known |", text);
        Assert.Contains("No image of under_extrusion, stringing: averages are over good, spaghetti.", text);
        Assert.Contains("| stringing |  |  |  |  |", text);
    }

    [Fact]
    public void Write_Headline_CountsWhatIsCaughtAndWhatIsWrong()
    {
        var good = Enumerable.Range(0, 8).Select(i => TestPredictions.Of(DefectClass.Good, i < 2 ? [0.7, 0, 0, 0.3] : [1, 0, 0, 0], $"g{i}"));
        var bad = Enumerable.Range(0, 4).Select(i => TestPredictions.Of(DefectClass.Spaghetti, i < 3 ? [0, 0, 0, 1] : [1, 0, 0, 0], $"s{i}"));

        Report(Evaluate([.. good, .. bad])).Write(_folder.Path, PictureRule.All);

        var text = Read("report.md");
        Assert.Contains("| Spaghetti | 3 of 4: 75 % (", text);
        Assert.Contains("| 2 of 5: 40 % (", text);
        Assert.Contains("Good frames taken for a defect: 2 of 8: 25 % (", text);
        Assert.Contains("| Under-extrusion | no image of it: not known | never said so |", text);
    }

    [Fact]
    public void Write_Metrics_AreOfSchema2AndPredictionsReadBack()
    {
        var split = Evaluate(TestPredictions.Random(1, 120, 30, DefectClass.Good, DefectClass.Spaghetti));
        Report(split).Write(_folder.Path, PictureRule.All);

        var metrics = JsonDocument.Parse(Read("metrics.json")).RootElement;
        var json = metrics.GetProperty("splits")[0];
        Assert.Equal(2, metrics.GetProperty("schema").GetInt32());
        Assert.Equal(["good", "spaghetti"], json.GetProperty("averaged_over").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(split.AtThresholds.Decision.MacroF1, json.GetProperty("at_thresholds").GetProperty("figures").GetProperty("macro_f1").GetDouble());
        Assert.Equal(["good", "spaghetti"], json.GetProperty("confusion").EnumerateObject().Select(row => row.Name));
        var rows = File.ReadAllLines(_folder.File("predictions.csv"));
        Assert.Equal("split,path,group,source,truth,p_good,p_under_extrusion,p_stringing,p_spaghetti", rows[0]);
        Assert.StartsWith("test,0.jpg,0,even,", rows[1]);
        Assert.Equal(split.Predictions[0].Probabilities, rows[1].Split(',')[5..].Select(p => double.Parse(p, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Write_SplitNamedLikeAPath_StaysInItsFolder()
    {
        Report(Evaluate(TestPredictions.Random(1, 40, 10, [.. Classes]), "test_/../../<b>|x")).Write(_folder.File("inner"), PictureRule.All);

        Assert.Equal([_folder.File("inner")], Directory.EnumerateFileSystemEntries(_folder.Path));
        Assert.Single(Directory.GetFiles(_folder.File("inner"), "test_*b__x_confusion.png"));
        Assert.DoesNotContain("<b>", Read("inner/report.html"));
    }

    [Fact]
    public void Write_LearningCurve_TellsForecastAndDoubts()
    {
        var report = Report(Evaluate(TestPredictions.Random(1, 40, 10, [.. Classes])));

        (report with { LearningCurve = LearningCurveTests.Curve([25, 50, 100, 200, 400], n => 1 - 2 / Math.Sqrt(n), 0.01) }).Write(_folder.Path, PictureRule.All);

        Assert.Matches(@"\| stringing recall \| 400 \| 0\.900 \| 0\.929 \(0\.9\d to 0\.9\d\) \| 0\.500 \(0\.\d\d to 0\.\d\d\) \|  \|", Read("report.md"));
        Assert.True(File.Exists(_folder.File("learning_curve.png")));
    }

    private static Report Report(SplitEvaluation split) => new(Model, null, [split], []);

    private string Read(string file) => File.ReadAllText(_folder.File(file));

    private IEnumerable<string> Shown() => Regex.Matches(Read("report.html"), @"<figure><img [^>]*><figcaption>[^<]*: ([^<]*)</figcaption>").Select(m => m.Groups[1].Value);

    [GeneratedRegex(" id=\"([^\"]*)\"")]
    private static partial Regex Id();
}
