using CsCheck;
using Defects.Shared.Imaging;
using Defects.Trainer.Data;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Data;

public sealed class BoxesTests : IDisposable
{
    private const string Header = "path,label_id,x,y,width,height\n";

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_BoxesBesideTheManifest_GoToTheirImagesAndClasses()
    {
        var (images, problems) = Read(Header + "a.png,4,0.1,0.2,0.3,0.4\n./a.png,4,0.5,0.5,0.5,0.5\na.png,2,0,0,1,1\nelsewhere.png,4,0,0,1,1\n");

        Assert.Empty(problems);
        Assert.Equal([new DefectBox(0.1, 0.2, 0.3, 0.4), new DefectBox(0.5, 0.5, 0.5, 0.5)], images[0].Boxes);
        Assert.Empty(images[1].Boxes);
    }

    [Theory]
    [InlineData("-0.1,0,0.5,0.5")]
    [InlineData("0,0,0,0.5")]
    [InlineData("0.6,0,0.5,0.5")]
    [InlineData("0,0.6,0.5,0.5")]
    [InlineData("0,0,1e300,1")]
    [InlineData("NaN,0,1,1")]
    [InlineData("0,0,Infinity,1")]
    [InlineData("left,0,1,1")]
    [InlineData(",,,")]
    public void Read_NoBoxInsideThePicture_IsToldWithFileAndLine(string values)
    {
        var (images, problems) = Read(Header + "a.png,4,0,0,1,1\na.png,4," + values + "\n");

        Assert.StartsWith($"{_folder["boxes.csv"]}:3: no box inside the picture", Assert.Single(problems));
        Assert.Single(images[0].Boxes);
    }

    [Fact]
    public void Read_SeveralThingsWrong_TellsAllOfThem()
    {
        var (_, problems) = Read(Header + "a.png,7,0,0,1,1\na.png,spaghetti,0,0,1,1\na.png,4,0,0,2,1\na.png,4\n");

        Assert.Equal(4, problems.Count);
        Assert.Contains("boxes.csv:2: unknown label_id '7'", problems[0]);
        Assert.Contains("boxes.csv:3: unknown label_id 'spaghetti'", problems[1]);
        Assert.Contains("boxes.csv:4: no box inside", problems[2]);
        Assert.Contains("boxes.csv:5: not a CSV row", problems[3]);
    }

    [Fact]
    public void Read_ColumnMissing_NamesIt() =>
        Assert.Contains("no column width, height", Assert.Single(Read("path,label_id,x,y\na.png,4,0,0\n").Problems));

    [Fact]
    public void Read_AnyText_TellsOrReads_AndGivesValidBoxesOnly() =>
        Gen.String[Gen.Char["0123456789.,-eE\"\n a"], 0, 60].Sample(
            text => Read(Header + "a.png,4,0,0,1,1\na.png,4," + text).Images.SelectMany(image => image.Boxes).All(box => box.IsValid), iter: 300, threads: 1);

    [Fact]
    public void Sha256_BoxMoves_IsOfOtherData()
    {
        string Hash(string boxes) => ImageInspection.Of(Read(boxes).Images).Sha256;
        var first = Hash(Header + "a.png,4,0,0,1,1\n");

        Assert.Equal(first, Hash(Header + "a.png,4,0,0,1.0,1.0\n"));
        Assert.NotEqual(first, Hash(Header + "a.png,4,0,0,0.5,1\n"));
        Assert.NotEqual(first, Hash(Header));
    }

    [Fact]
    public void Load_RealPrints_HasItsBoxes()
    {
        var root = Environment.GetEnvironmentVariable("DEFECTS_DATA");
        Assert.SkipUnless(Directory.Exists(root), "DEFECTS_DATA names no folder with prints/");
        var problems = new List<string>();

        var images = ManifestReader.Read(Path.Combine(root!, "prints", "manifest.csv"), problems);

        Assert.Empty(problems);
        Assert.Equal((297, 381), (images.Count(i => i.Boxes.Count > 0), images.Sum(i => i.Boxes.Count)));
    }

    private (IReadOnlyList<LabelledImage> Images, List<string> Problems) Read(string boxes)
    {
        if (!File.Exists(_folder["a.png"]))
        {
            _folder.Picture("a.png", Scalar.Red);
            _folder.Picture("b.png", Scalar.Green);
        }

        var manifest = _folder.Write("manifest.csv", "path,label_id,label,group,source,licence,split\na.png,4,spaghetti,g,s,MIT,train\nb.png,0,good,h,s,MIT,train\n");
        _folder.Write("boxes.csv", boxes);
        var problems = new List<string>();
        return (ManifestReader.Read(manifest, problems), problems);
    }
}
