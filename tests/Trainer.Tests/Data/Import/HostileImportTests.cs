using CsCheck;
using Defects.Trainer.Data;
using Defects.Trainer.Data.Import;

namespace Defects.Trainer.Tests.Data.Import;

/// <summary>Exports are of others' making: whatever they say, nothing outside their folder is read and nothing fails.</summary>
public sealed class HostileImportTests : IDisposable
{
    private static readonly string[] Pieces = ["..", "/", "\\", "a.png", "b.png", "in", ".", "//", "~", "%2e%2e", "\0"];

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_CvatWithADtd_IsRefused()
    {
        _folder.Write("in/annotations.xml", "<!DOCTYPE annotations [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><annotations/>");

        Assert.Contains("annotations.xml: not XML that is read here", Assert.Throws<DatasetException>(() => _folder.Import(ImportFormat.Cvat, "in/annotations.xml")).Message);
    }

    [Fact]
    public void Read_LinkOutOfTheFolder_IsNotFollowed()
    {
        _folder.Scene("out/a.png", 1);
        _folder.Write("in/labels.csv", "path,label\nlink.png,good\ndir/a.png,good\n");
        File.CreateSymbolicLink(_folder["in/link.png"], _folder["out/a.png"]);
        Directory.CreateSymbolicLink(_folder["in/dir"], _folder["out"]);

        var import = _folder.Import(ImportFormat.Csv, "in/labels.csv");

        Assert.Empty(import.Found);
        Assert.All(import.Skipped, why => Assert.Contains("is or goes through a link", why));
        Assert.Equal(2, import.Skipped.Count);
    }

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
                Assert.All(_folder.Import(format, "in/export").Found, p => Assert.StartsWith(_folder["in"], p.File));
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
}
