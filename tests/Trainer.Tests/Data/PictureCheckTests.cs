using Defects.Shared.Classes;
using Defects.Trainer.Commands;
using Defects.Trainer.Data;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Data;

public sealed class PictureCheckTests(ITestOutputHelper output) : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("copy.png", 160, 1.0)]
    [InlineData("copy.jpg", 160, 1.0)]
    [InlineData("small.png", 120, 1.0)]
    [InlineData("bright.png", 160, 1.2)]
    public void RequireTrainable_CopyOfATrainingPictureInTest_IsRefusedAndNamed(string copy, int width, double light)
    {
        var data = Trainable(Row(_folder.Scene("a.png", 1), DefectClass.Good, "print_a", "train"), Row(_folder.Scene(copy, 1, width, light), DefectClass.Good, "print_b", "test"));

        var problem = Assert.Single(Assert.Throws<DatasetException>(data.RequireTrainable).Problems);

        Assert.StartsWith("group print_a (train) and group print_b (test): 1 pair(s)", problem);
        Assert.Contains(copy, problem);
    }

    [Fact]
    public void RequireTrainable_CopyInTheSameGroupOrOtherPictures_IsFine() =>
        Trainable([.. Enumerable.Range(0, 40).Select(i => Row(_folder.Scene($"{i}.png", i), DefectClass.Good, $"g{i}", i % 2 == 0 ? "train" : "test"))]).RequireTrainable();

    [Fact]
    public void Findings_FlatPictures_AreNotAlike()
    {
        // Their hashes are equal, since no cell is darker than its neighbour; a covered lens says nothing of the print.
        var a = Row(_folder.Scene("a.png", 1, light: 0), DefectClass.Good, "a", "train");
        var b = Row(_folder.Scene("b.png", 2, width: 120, light: 0), DefectClass.Good, "b", "test");

        Assert.DoesNotContain(Findings([a, b]), finding => finding.Kind == FindingKind.NearDuplicate);
    }

    [Fact]
    public void ShowsTheSameAs_HashesAlikeButPicturesNot_IsTold()
    {
        var rising = Enumerable.Range(0, 1024).Select(i => (byte)(i / 4)).ToArray();
        var waves = Enumerable.Range(0, 1024).Select(i => (byte)(i % 32 * 8)).ToArray();
        var first = new PictureFingerprint(64, 64, "a", 5, rising);

        Assert.True(first.ShowsTheSameAs(new PictureFingerprint(32, 32, "b", 5, [.. rising.Select(v => (byte)(v / 2 + 20))])));
        Assert.False(first.ShowsTheSameAs(new PictureFingerprint(32, 32, "b", 5, waves)));
        Assert.False(first.ShowsTheSameAs(new PictureFingerprint(32, 32, "b", 5 ^ 0x7F0, rising)));
    }

    [Fact]
    public void ShowsTheSameAs_NearlyBlackPictures_OnlyWhereEveryPixelIsEqual()
    {
        var dark = Enumerable.Range(0, 1024).Select(i => (byte)(i / 256)).ToArray();

        Assert.False(new PictureFingerprint(64, 64, "a", 0, dark).ShowsTheSameAs(new PictureFingerprint(64, 64, "b", 0, dark)));
        Assert.True(new PictureFingerprint(64, 64, "a", 0, dark).ShowsTheSameAs(new PictureFingerprint(64, 64, "a", 0, dark)));
    }

    [Fact]
    public void Findings_CopyInTwoTestSets_IsNoError() =>
        Assert.Empty(Findings([Row(_folder.Scene("a.png", 1), DefectClass.Good, "a", "test"), Row(_folder.Scene("b.jpg", 1), DefectClass.Good, "b", "test_other")]));

    [Fact]
    public void RequireTrainable_OnePictureUnderTwoLabels_IsRefused()
    {
        var data = Trainable(Row(_folder.Scene("a.png", 1), DefectClass.Good, "a", "train"), Row(_folder.Scene("a.bmp", 1), DefectClass.Stringing, "a", "train"));

        var problems = Assert.Throws<DatasetException>(data.RequireTrainable).Problems;

        Assert.Contains(problems, p => p.StartsWith("the same pixels:", StringComparison.Ordinal) && p.Contains("a.png (good)") && p.Contains("a.bmp (stringing)"));
    }

    [Fact]
    public void Findings_TinyAndRepeatedPictures_AreNotes()
    {
        var found = Findings(
        [
            Row(_folder.Scene("a.png", 1), DefectClass.Good, "a", "train"),
            Row(_folder.Scene("b.bmp", 1), DefectClass.Good, "a", "train"),
            Row(_folder.Scene("c.png", 2, 100), DefectClass.Good, "c", "train"),
        ]);

        Assert.Equal([FindingKind.Tiny, FindingKind.Repeated], found.Select(finding => finding.Kind));
        Assert.All(found, finding => Assert.False(finding.IsError));
        Assert.Contains("c.png (100 x 75)", found[0].Text);
    }

    [Fact]
    public void Check_EveryKindOfTrouble_IsListedByKindAndEndsWith2()
    {
        _folder.Scene("a.png", 1);
        _folder.Scene("b.png", 2);
        _folder.Scene("c.jpg", 1);
        File.WriteAllText(_folder["broken.jpg"], "no picture");
        var manifest = _folder.Write("manifest.csv", "path,label_id,label,group,source,licence,split\n"
            + "a.png,0,good,a,s,MIT,train\nb.png,2,stringing,b,s,MIT,train\nc.jpg,0,good,c,s,MIT,val\nb.png,4,spaghetti,a,s,MIT,test\n"
            + "broken.jpg,0,good,x,s,MIT,train\nb.png,7,blob,b,s,MIT,train\n");
        using var text = new StringWriter();

        var code = DataCheckCommand.Run(DatasetExamination.Of(new DatasetSelection([manifest])), 10, text);

        output.WriteLine(text.ToString());
        Assert.Equal(2, code);
        var lines = text.ToString();
        Assert.Contains("1 x rows that cannot be used", lines);
        Assert.Contains("group a is in the splits test and train", lines);
        Assert.Contains("b.png is named 2 times, as stringing, spaghetti", lines);
        Assert.Contains("class stringing is in split train and has no image in split val", lines);
        Assert.Contains("group a (train) and group c (val): 1 pair(s)", lines);
        Assert.Contains("broken.jpg", lines[lines.IndexOf("Notes", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Of_FilesThatCannotBeDecodedOrRead_AreListedAndTheOthersStay()
    {
        // 40,000 x 40,000 pixels by their headers, which OpenCV refuses by an exception; a folder; a file that is gone.
        var sound = _folder.Scene("a.png", 1);
        var huge = File.ReadAllBytes(_folder.Scene("huge.bmp", 2));
        BitConverter.TryWriteBytes(huge.AsSpan(18), 40000);
        BitConverter.TryWriteBytes(huge.AsSpan(22), 40000);
        File.WriteAllBytes(_folder["huge.bmp"], huge);
        Directory.CreateDirectory(_folder["folder.png"]);

        var seen = ImageInspection.Of([.. new[] { "huge.bmp", "a.png", "folder.png", "gone.png" }.Select(name => Row(_folder[name], DefectClass.Good, name, "train"))]);

        Assert.Equal([sound], seen.Readable.Select(row => row.Path));
        Assert.Equal([_folder["huge.bmp"], _folder["folder.png"], _folder["gone.png"]], seen.Unreadable);
    }

    [Fact]
    public void Check_NotesOnly_EndsWith0()
    {
        var rows = new[] { Row("a", DefectClass.Good, "a", "train"), Row("b", DefectClass.Good, "b", "test") };
        var examination = new DatasetExamination(rows, new Dictionary<string, PictureFingerprint>(), [.. Enumerable.Range(0, 12).Select(i => new Finding(FindingKind.Tiny, $"t{i}"))]);
        using var text = new StringWriter();

        Assert.Equal(0, DataCheckCommand.Run(examination, 10, text));

        Assert.Contains("t9\n    and 2 more", text.ToString());
        Assert.DoesNotContain("t10", text.ToString());
    }

    [Fact]
    public void Findings_RealPrints_NoPictureLeaksAndTheLookIsQuick()
    {
        var root = Environment.GetEnvironmentVariable("DEFECTS_DATA");
        Assert.SkipUnless(Directory.Exists(root), "DEFECTS_DATA names no folder with prints/");
        var dataset = Dataset.Load(new DatasetSelection([Path.Combine(root!, "prints", "manifest.csv")]));
        var start = TimeProvider.System.GetTimestamp();

        var found = PictureCheck.Findings(dataset.Images, dataset.Pictures);

        output.WriteLine($"pairs: {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:0} ms");
        var frames = dataset.Images.Take(100).Select(image => Cv2.ImRead(image.Path)).ToList();
        start = TimeProvider.System.GetTimestamp();
        frames.ForEach(frame => PictureFingerprint.Of(frame));
        output.WriteLine($"100 fingerprints: {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:0} ms");
        frames.ForEach(frame => frame.Dispose());
        Assert.Empty(found);
    }

    private static LabelledImage Row(string path, DefectClass label, string group, string split) => new(path, label, group, "s", "MIT", split);

    private static IReadOnlyList<Finding> Findings(IReadOnlyList<LabelledImage> rows) => PictureCheck.Findings(rows, ImageInspection.Of(rows).Pictures);

    /// <summary>The rows with what a set needs besides to be trained on.</summary>
    private Dataset Trainable(params LabelledImage[] rows)
    {
        LabelledImage[] all = [.. rows, .. new[] { "train", "val" }.SelectMany((split, i) => new[] { DefectClass.Good, DefectClass.Stringing }.Select(
            label => Row(_folder.Scene($"{split}_{label}.png", 900 + 10 * i + label.Id), label, $"{split}_{label}", split)))];
        var inspection = ImageInspection.Of(all);
        return new Dataset(inspection.Readable, [], inspection.Sha256) { Pictures = inspection.Pictures };
    }
}
