using CsCheck;
using Defects.Trainer.Data;
using Defects.Trainer.Data.Import;

namespace Defects.Trainer.Tests.Data.Import;

public sealed class PictureImportTests : IDisposable
{
    private static readonly string[] Pieces = ["..", "/", "\\", "a.png", "b.png", "in", ".", "//", "~", "%2e%2e", "\0"];

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_ClassFoldersBelowSplitFolders_TakesSplitAndLabelAndSkipsUnknownClasses()
    {
        _folder.Scene("in/train/good/night/1.png", 1);
        _folder.Scene("in/validation/Under-Extrusion/b.png", 2);
        _folder.Scene("in/train/blob/c.png", 3);
        _folder.Scene("in/stringing/d_0001.png", 4);

        var import = Read(ImportFormat.Folders, "in");

        Assert.Equal(
            [("stringing", null, "d_0001.png"), ("good", "train", "night/1.png"), ("under_extrusion", "val", "b.png")],
            import.Found.Select(p => (p.Label.Name, p.Split, p.Name)));
        Assert.Contains("label 'blob': skipped 1 time(s)", Assert.Single(import.Skipped));
    }

    [Fact]
    public void Read_CsvWithOtherColumns_TakesWhatItNamesAndSaysWhyTheRestWasLeft()
    {
        _folder.Scene("in/a.png", 1);
        _folder.Scene("in/b.png", 2);
        _folder.Scene("outside.png", 3);
        File.WriteAllText(_folder["in/broken.png"], "no picture");
        _folder.Write("in/labels.csv", "file,what,print\na.png,stringy,p1\nb.png,good,\n../outside.png,good,p\nmissing.png,good,p\nbroken.png,good,p\na.png,stringy,p1\n");

        var import = Read(ImportFormat.Csv, "in/labels.csv", new CsvColumns("file", "what", "print"), "stringy=stringing");

        Assert.Equal([("stringing", "p1"), ("good", null)], import.Found.Select(p => (p.Label.Name, p.Group)));
        Assert.Equal(3, import.Skipped.Count);
        Assert.Contains("labels.csv:4: '../outside.png' lies outside", import.Skipped[0]);
        Assert.Contains("labels.csv:5: no such file", import.Skipped[1]);
        Assert.Contains("broken.png: not a complete image", import.Skipped[2]);
    }

    [Fact]
    public void Read_CsvWithoutTheColumns_NamesThoseThereAre()
    {
        _folder.Write("in/labels.csv", "file,what\n");

        Assert.Contains("no column path, label; there are file, what", Assert.Throws<DatasetException>(() => Read(ImportFormat.Csv, "in/labels.csv")).Message);
    }

    [Fact]
    public void Read_LabelStudio_TakesOneChoiceATaskFromUploadsLocalFilesAndFiles()
    {
        _folder.Scene("in/images/ab-1.png", 1);
        _folder.Scene("in/cam/2.png", 2);
        var third = _folder.Scene("in/3.png", 3);
        _folder.Scene("secret.png", 4);
        _folder.Write("in/export.json", $$"""
            [{{Task("/data/upload/7/ab-1.png", "Good")}},
             {{Task("/data/local-files/?d=cam/2.png", "stringing")}},
             {{Task("file://" + third, "spaghetti")}},
             {{Task("file://" + _folder["secret.png"], "good")}},
             {{Task("https://example.org/x.png", "good")}},
             {"id": 6, "data": {"image": "cam/2.png"}, "annotations": []},
             {{Task("cam/2.png", "good", "spaghetti")}},
             {"data": 3, "annotations": "x"}, 17]
            """);

        var import = Read(ImportFormat.LabelStudio, "in/export.json");

        Assert.Equal(["good", "stringing", "spaghetti"], import.Found.Select(p => p.Label.Name));
        Assert.Equal(6, import.Skipped.Count);
        Assert.Contains("task 4: ", import.Skipped[0]);
        Assert.Contains("lies outside", import.Skipped[0]);
        Assert.Contains("task 5: 'https://example.org/x.png' is not a file", import.Skipped[1]);
        Assert.Contains("task 6: no choice", import.Skipped[2]);
        Assert.Contains("task 7: several labels: good, spaghetti", import.Skipped[3]);
    }

    [Fact]
    public void Read_Cvat_TakesTagsElseBoxesOfOneClassAndWritesBoxesAsFractions()
    {
        _folder.Scene("in/a.png", 1);
        _folder.Scene("in/images/b.png", 2);
        _folder.Scene("in/c.png", 3);
        _folder.Write("in/annotations.xml", """
            <?xml version="1.0" encoding="utf-8"?>
            <annotations><version>1.1</version><meta><task><name>image</name></task></meta>
              <image id="0" name="a.png" subset="Train" width="160" height="120"><tag label="good" source="manual"/></image>
              <image id="1" name="b.png" width="160" height="120"><box label="spaghetti" xtl="16" ytl="30" xbr="96" ybr="130"/><box label="nozzle" xtl="1" ytl="1" xbr="2" ybr="2"/></image>
              <image id="2" name="c.png" width="160" height="120"></image>
              <image id="3" name="../../etc/passwd" width="1" height="1"><tag label="good"/></image>
            </annotations>
            """);

        var import = Read(ImportFormat.Cvat, "in/annotations.xml");
        PictureImport.WriteBoxes(_folder["in/boxes.csv"], import.Found);

        Assert.Equal([("good", "train"), ("spaghetti", null)], import.Found.Select(p => (p.Label.Name, p.Split)));
        Assert.Equal("path,label_id,x,y,width,height\nimages/b.png,4,0.1,0.25,0.5,0.75\n", File.ReadAllText(_folder["in/boxes.csv"]));
        Assert.Contains("label 'nozzle': skipped 1 time(s)", import.Skipped[0]);
        Assert.Contains("image 'c.png': neither a tag nor a box", import.Skipped[1]);
        Assert.Contains("image '../../etc/passwd': '../../etc/passwd' lies outside", import.Skipped[2]);
    }

    [Fact]
    public void Read_CvatWithADtd_IsRefused()
    {
        _folder.Write("in/annotations.xml", "<!DOCTYPE annotations [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><annotations/>");

        Assert.Contains("annotations.xml: not XML that is read here", Assert.Throws<DatasetException>(() => Read(ImportFormat.Cvat, "in/annotations.xml")).Message);
    }

    [Fact]
    public void Read_LinkOutOfTheFolder_IsNotFollowed()
    {
        _folder.Scene("out/a.png", 1);
        _folder.Write("in/labels.csv", "path,label\nlink.png,good\ndir/a.png,good\n");
        File.CreateSymbolicLink(_folder["in/link.png"], _folder["out/a.png"]);
        Directory.CreateSymbolicLink(_folder["in/dir"], _folder["out"]);

        var import = Read(ImportFormat.Csv, "in/labels.csv");

        Assert.Empty(import.Found);
        Assert.All(import.Skipped, why => Assert.Contains("is or goes through a link", why));
        Assert.Equal(2, import.Skipped.Count);
    }

    [Fact]
    public void CopyTo_TwoPicturesOfOneName_KeepsBoth()
    {
        _folder.Scene("in/good/x/1.png", 1);
        _folder.Scene("in/good/y/1.png", 2);

        var copied = Read(ImportFormat.Folders, "in").CopyTo(_folder["copy"]);

        Assert.Equal(2, copied.Found.Select(p => p.File).Distinct().Count());
        Assert.All(copied.Found, p => Assert.True(File.Exists(p.File) && copied.Pictures.ContainsKey(p.File) && p.File.StartsWith(_folder["copy"], StringComparison.Ordinal)));
    }

    [Fact]
    public void LabelMapOf_EntryThatNamesNoClass_IsRefused() =>
        Assert.Contains("--map stringy=strings: expected LABEL=CLASS", Assert.Throws<DatasetException>(() => LabelMap.Of(["stringy=strings"])).Message);

    [Theory]
    [InlineData(ImportFormat.Csv, "path,label\na.png,good\n\"b\"\"c.png\",\"stringing\"\n")]
    [InlineData(ImportFormat.LabelStudio, """[{"data":{"image":"/data/upload/1/a.png"},"annotations":[{"was_cancelled":false,"result":[{"type":"choices","value":{"choices":["good"]}}]}]}]""")]
    [InlineData(ImportFormat.Cvat, """<annotations><image name="a.png" width="10" height="10"><tag label="good"/><box label="spaghetti" xtl="1" ytl="1" xbr="5" ybr="5"/></image></annotations>""")]
    public void Read_DamagedExport_IsReadOrRefusedButNeverFails(ImportFormat format, string sound)
    {
        _folder.Scene("in/a.png", 1);
        var damage = Gen.Select(Gen.Int[0, sound.Length - 1], Gen.Int[0, 4], Gen.Byte.Array[0, 8]);
        damage.Array[1, 4].Sample(damages =>
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(sound).ToList();
            foreach (var (at, remove, insert) in damages)
            {
                var from = Math.Min(at, bytes.Count);
                bytes.RemoveRange(from, Math.Min(remove, bytes.Count - from));
                bytes.InsertRange(from, insert);
            }

            File.WriteAllBytes(_folder["in/export"], [.. bytes]);
            try
            {
                Assert.All(Read(format, "in/export").Found, p => Assert.StartsWith(_folder["in"], p.File));
            }
            catch (DatasetException e)
            {
                Assert.Contains("export", e.Message);
            }
        }, iter: 600, threads: 1);
    }

    [Fact]
    public void TryFind_AnyPath_NeverLeavesTheFolder()
    {
        _folder.Scene("in/a.png", 1);
        _folder.Scene("b.png", 1);
        var inside = new InputFolder(_folder["in"]);
        Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.String[0, 3]).Array[0, 8].Select(string.Concat).Sample(path =>
        {
            if (inside.TryFind(path, out var file, out _))
            {
                Assert.Equal(_folder["in/a.png"], file);
            }
        }, iter: 2000);
    }

    private PictureImport Read(ImportFormat format, string input, CsvColumns? columns = null, params string[] map) =>
        PictureImport.Read(format, _folder[input], new InputFolder(format == ImportFormat.Folders ? _folder[input] : _folder["in"]), columns ?? new CsvColumns(), LabelMap.Of(map));

    private static string Task(string image, params string[] choices) =>
        $$$"""{"id": 1, "data": {"image": "{{{image}}}"}, "annotations": [{"was_cancelled": false, "result": [{"type": "choices", "value": {"choices": [{{{string.Join(",", choices.Select(c => $"\"{c}\""))}}}]}}]}]}""";
}
