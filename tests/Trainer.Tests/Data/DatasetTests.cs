using Defects.Shared.Classes;
using Defects.Trainer.Data;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Data;

public sealed class DatasetTests : IDisposable
{
    private const string Header = "path,label_id,label,group,source,licence,split\n";

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_EverythingWrong_NamesEveryProblemWithItsLine()
    {
        _folder.Picture("a.png", Scalar.Gray);
        _folder.Picture("b.png", Scalar.Gray);
        var manifest = _folder.Write(
            "manifest.csv",
            Header
            + "a.png,9,warped,g1,s,MIT,train\n"
            + "b.png,1,stringing,g2,s,MIT,train\n"
            + "missing.png,0,good,g3,s,MIT,train\n"
            + "a.png,0,good,g4,s,MIT,training\n"
            + "a.png,0,good,g5,s,MIT,train\n"
            + "b.png,0,good,g5,s,MIT,val\n");

        var problems = Assert.Throws<DatasetException>(() => Load(manifest)).Problems;

        Assert.Equal(5, problems.Count);
        Assert.Contains("manifest.csv:2: unknown label 'warped'", problems[0]);
        Assert.Contains("manifest.csv:3: label_id 1 is not stringing, whose id is 2", problems[1]);
        Assert.Contains("manifest.csv:4: no such file", problems[2]);
        Assert.Contains("manifest.csv:5: unknown split 'training'", problems[3]);
        Assert.Contains("group g5 is in the splits train and val", problems[4]);
    }

    [Fact]
    public void Load_RowWithAFieldTooFew_IsToldWithItsLine()
    {
        var manifest = _folder.Write("manifest.csv", Header + "a.png,0,good\n");

        Assert.Contains("manifest.csv:2", Assert.Single(Assert.Throws<DatasetException>(() => Load(manifest)).Problems));
    }

    [Fact]
    public void Load_ColumnMissing_NamesIt()
    {
        var manifest = _folder.Write("manifest.csv", "path,label\n");

        Assert.Contains(Assert.Throws<DatasetException>(() => Load(manifest)).Problems, p => p.Contains("no column label_id, group", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_TruncatedPicture_IsSkippedAndListed()
    {
        _folder.Picture("a.jpg", Scalar.Red);
        var whole = File.ReadAllBytes(_folder["a.jpg"]);
        File.WriteAllBytes(_folder["b.jpg"], whole[..20]);
        var manifest = _folder.Write("manifest.csv", Header + "a.jpg,0,good,g1,s,MIT,train\nb.jpg,4,spaghetti,g2,s,MIT,train\n");

        var dataset = Load(manifest);

        Assert.Single(dataset.Images);
        Assert.Equal([_folder["b.jpg"]], dataset.Unreadable);
    }

    [Fact]
    public void RequireTrainable_ClassMissingFromValidation_IsNamed()
    {
        var manifest = _folder.Write(
            "manifest.csv", Header + Row("a.png", DefectClass.Good, "train") + Row("b.png", DefectClass.Good, "val") + Row("c.png", DefectClass.Spaghetti, "train"));

        var problem = Assert.Single(Assert.Throws<DatasetException>(() => Load(manifest).RequireTrainable()).Problems);

        Assert.Contains("class spaghetti is in split train and has no image in split val", problem);
    }

    [Fact]
    public void Load_OpenLicencesOnly_LeavesOthersOutOfTrainingAndValidationButMeasuresOnThem()
    {
        string Closed(string path, string split) => Row(path, DefectClass.Good, split).Replace("MIT", "not stated");
        var manifest = _folder.Write(
            "manifest.csv",
            Header + Row("a.png", DefectClass.Good, "train") + Closed("b.png", "train") + Closed("c.png", "val") + Closed("d.png", "test_bedcam"));

        var dataset = Dataset.Load(new DatasetSelection([manifest], OpenLicencesOnly: true));

        Assert.Equal(["train", "test_bedcam"], dataset.Images.Select(image => image.Split));
    }

    [Fact]
    public void Sha256_RowsInAnotherOrder_StaysTheSame_AndFollowsTheLabel()
    {
        var (a, b) = (Row("a.png", DefectClass.Good, "train"), Row("b.png", DefectClass.Stringing, "train"));
        var first = Load(_folder.Write("1.csv", Header + a + b)).Sha256;

        Assert.Equal(first, Load(_folder.Write("2.csv", Header + b + a)).Sha256);
        Assert.NotEqual(first, Load(_folder.Write("3.csv", Header + a + b.Replace("2,stringing", "4,spaghetti"))).Sha256);
    }

    [Fact]
    public void Sha256_RowsThatOnlyTrain_AreOtherData()
    {
        var main = _folder.Write("1.csv", Header + Row("a.png", DefectClass.Good, "train"));
        var more = _folder.Write("2.csv", Header + Row("b.png", DefectClass.Stringing, "train"));

        Assert.NotEqual(
            Dataset.Load(new DatasetSelection([main, more])).Sha256, Dataset.Load(new DatasetSelection([main]) { Auxiliaries = [more] }).Sha256);
    }

    [Fact]
    public void Load_ClassFolders_GroupsFramesOfAPrintAndSplitsByGroup()
    {
        _folder.Picture("set/good/benchy_0001.png", Scalar.Green, 1);
        _folder.Picture("set/good/benchy_0002.png", Scalar.Green, 2);
        _folder.Picture("set/spaghetti/night/7.png", Scalar.Red);

        var dataset = Load(_folder["set"]);

        Assert.Equal(["benchy", "benchy", "night"], dataset.Images.Select(i => i.Group));
        Assert.Equal(DefectClass.Spaghetti, dataset.Images[2].Label);
        Assert.Equal(dataset.Images[0].Split, dataset.Images[1].Split);
    }

    [Fact]
    public void Load_FolderThatIsNoClass_IsNamed()
    {
        _folder.Picture("set/blobs/a.png", Scalar.Green);

        Assert.Contains("'blobs' is no class", Assert.Throws<DatasetException>(() => Load(_folder["set"])).Problems[0]);
    }

    [Fact]
    public void Load_RealPrints_HasTheCountsOfItsReadme()
    {
        var root = Environment.GetEnvironmentVariable("DEFECTS_DATA");
        Assert.SkipUnless(Directory.Exists(root), "DEFECTS_DATA names no folder with prints/");

        var dataset = Load(Path.Combine(root!, "prints", "manifest.csv")).RequireTrainable();

        Assert.Equal([1139, 229, 244, 500], new[] { "train", "val", "test", "test_bedcam" }.Select(s => dataset.Split(s).Count));
        Assert.Equal([0, 1, 2, 4], dataset.Classes.Select(c => c.Id));
        Assert.Equal(["test", "test_bedcam"], dataset.TestSplits);
    }

    private static Dataset Load(string input) => Dataset.Load(new DatasetSelection([input]));

    private string Row(string name, DefectClass label, string split)
    {
        _folder.Picture(name, Scalar.Gray, name[0]);
        return $"{name},{label.Id},{label},{name},s,MIT,{split}\n";
    }
}
