using Defects.Trainer.Data;
using Defects.Trainer.Data.Import;

namespace Defects.Trainer.Tests.Data.Import;

public sealed class PictureImportTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_ClassFoldersBelowSplitFolders_TakesSplitAndLabelAndSkipsUnknownClasses()
    {
        _folder.Scene("in/train/good/night/1.png", 1);
        _folder.Scene("in/validation/Under-Extrusion/b.png", 2);
        _folder.Scene("in/train/blob/c.png", 3);
        _folder.Scene("in/stringing/d_0001.png", 4);

        var import = _folder.Import(ImportFormat.Folders, "in");

        Assert.Equal(
            [("stringing", null, "stringing/d_0001.png"), ("good", "train", "train/good/night/1.png"), ("under_extrusion", "val", "validation/Under-Extrusion/b.png")],
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

        var import = _folder.Import(ImportFormat.Csv, "in/labels.csv", new CsvColumns("file", "what", "print"), "stringy=stringing");

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

        Assert.Contains("no column path, label; there are file, what", Assert.Throws<DatasetException>(() => _folder.Import(ImportFormat.Csv, "in/labels.csv")).Message);
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

        var import = _folder.Import(ImportFormat.LabelStudio, "in/export.json");

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

        var import = _folder.Import(ImportFormat.Cvat, "in/annotations.xml");
        PictureImport.WriteBoxes(_folder["in/boxes.csv"], import.Found);

        Assert.Equal([("good", "train"), ("spaghetti", null)], import.Found.Select(p => (p.Label.Name, p.Split)));
        Assert.Equal("path,label_id,x,y,width,height\nimages/b.png,4,0.1,0.25,0.5,0.75\n", File.ReadAllText(_folder["in/boxes.csv"]));
        Assert.Contains("label 'nozzle': skipped 1 time(s)", import.Skipped[0]);
        Assert.Contains("image 'c.png': neither a tag nor a box", import.Skipped[1]);
        Assert.Contains("image '../../etc/passwd': '../../etc/passwd' lies outside", import.Skipped[2]);
    }

    [Fact]
    public void Read_LabelStudioKnownAndUnknownChoice_SaysTwoThingsAndIsSkipped()
    {
        _folder.Scene("in/a.png", 1);
        _folder.Write("in/export.json", $"[{Task("a.png", "good", "warping")}]");

        var import = _folder.Import(ImportFormat.LabelStudio, "in/export.json");

        Assert.Empty(import.Found);
        Assert.Contains("label 'warping': skipped 1 time(s)", import.Skipped[0]);
        Assert.EndsWith("task 1: several labels: good, 'warping'", import.Skipped[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<tag label="good"/><tag label="warping"/>""", "several labels: good, 'warping'")]
    [InlineData("""<tag label="warping"/><box label="spaghetti" xtl="16" ytl="30" xbr="96" ybr="120"/>""", "neither a tag nor a box of a known class")]
    public void Read_CvatTagThatNobodyKnows_IsNotPassedOverForWhatElseIsSaid(string labels, string why)
    {
        _folder.Scene("in/a.png", 1);
        _folder.Write("in/annotations.xml", $"""<annotations><image name="a.png" width="160" height="120">{labels}</image></annotations>""");

        var import = _folder.Import(ImportFormat.Cvat, "in/annotations.xml");

        Assert.Empty(import.Found);
        Assert.EndsWith($"image 'a.png': {why}", import.Skipped[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CvatBoxWhoseClassIsAnotherWordOfTheMap_IsMappedOnce()
    {
        _folder.Scene("in/a.png", 1);
        _folder.Write("in/annotations.xml", """
            <annotations><image name="a.png" width="160" height="120"><box label="blob" xtl="16" ytl="30" xbr="96" ybr="120"/></image></annotations>
            """);

        var found = Assert.Single(_folder.Import(ImportFormat.Cvat, "in/annotations.xml", null, "blob=spaghetti", "spaghetti=stringing").Found);

        Assert.Equal("spaghetti", found.Label.Name);
        Assert.Single(found.Boxes);
    }

    [Fact]
    public void Read_ChoicesOfOneClassByTwoNames_AreOneLabel()
    {
        _folder.Scene("in/a.png", 1);
        _folder.Write("in/export.json", $"[{Task("a.png", "stringing", "hairs")}]");

        Assert.Equal("stringing", Assert.Single(_folder.Import(ImportFormat.LabelStudio, "in/export.json", null, "hairs=stringing").Found).Label.Name);
    }

    [Fact]
    public void WriteBoxes_ImportedAgainWithoutBoxes_SetsTheOldOnesAside()
    {
        _folder.Scene("in/spaghetti/a.png", 1);
        var import = _folder.Import(ImportFormat.Folders, "in");
        Assert.Null(PictureImport.WriteBoxes(_folder["in/boxes.csv"], import.Found));
        _folder.Write("in/boxes.csv", "path,label_id,x,y,width,height\nspaghetti/a.png,4,0.1,0.25,0.5,0.75\n");

        Assert.Equal(_folder["in/boxes.csv.old"], PictureImport.WriteBoxes(_folder["in/boxes.csv"], import.Found));

        ManifestWriter.Write(_folder["in/manifest.csv"], [new LabelledImage(_folder["in/spaghetti/a.png"], import.Found[0].Label, "a", "s", "MIT", "train")]);
        Assert.Empty(Assert.Single(ManifestReader.Read(_folder["in/manifest.csv"], [])).Boxes);
        Assert.True(File.Exists(_folder["in/boxes.csv.old"]));
    }

    [Fact]
    public void CopyTo_TwoPicturesOfOneName_KeepsBoth()
    {
        _folder.Scene("in/good/x/1.png", 1);
        _folder.Scene("in/good/y/1.png", 2);

        var copied = _folder.Import(ImportFormat.Folders, "in").CopyTo(_folder["copy"]);

        Assert.Equal(2, copied.Found.Select(p => p.File).Distinct().Count());
        Assert.All(copied.Found, p => Assert.True(File.Exists(p.File) && copied.Pictures.ContainsKey(p.File) && p.File.StartsWith(_folder["copy"], StringComparison.Ordinal)));
    }

    [Fact]
    public void LabelMapOf_EntryThatNamesNoClass_IsRefused() =>
        Assert.Contains("--map stringy=strings: expected LABEL=CLASS", Assert.Throws<DatasetException>(() => LabelMap.Of(["stringy=strings"])).Message);

    private static string Task(string image, params string[] choices) =>
        $$$"""{"id": 1, "data": {"image": "{{{image}}}"}, "annotations": [{"was_cancelled": false, "result": [{"type": "choices", "value": {"choices": [{{{string.Join(",", choices.Select(c => $"\"{c}\""))}}}]}}]}]}""";
}
