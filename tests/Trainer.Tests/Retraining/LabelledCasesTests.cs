using Defects.Shared.Classes;
using Defects.Shared.HardCases;
using Defects.Trainer.Data;
using Defects.Trainer.Retraining;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Retraining;

public sealed class LabelledCasesTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("defects-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_LabelledAndUnlabelled_TakesTheLabelledAsTrainingRowsOfTheirPrint()
    {
        var labelled = Keep(Picture(seed: 1), DefectClass.Stringing, job: "vase.gcode");
        Keep(Picture(seed: 2), label: null, job: null);

        var cases = LabelledCases.Read([_folder], Known(Row(DefectClass.Stringing, "val", seed: 90)));

        var row = Assert.Single(cases.Rows);
        Assert.Equal((DefectClass.Stringing, "train", "hard/farm-1/prusa-01/vase.gcode"), (row.Label, row.Split, row.Group));
        Assert.EndsWith(labelled + ".jpg", row.Path, StringComparison.Ordinal);
        Assert.Empty(cases.Refused);
    }

    [Fact]
    public void Read_SamePictureAsATestRowReencoded_IsRefusedByName()
    {
        var test = Row(DefectClass.Spaghetti, "test", seed: 3);
        Keep(Picture(seed: 3), DefectClass.Spaghetti, job: null);
        Keep(Picture(seed: 4), DefectClass.Spaghetti, job: null);

        var cases = LabelledCases.Read([_folder], Known(test, Row(DefectClass.Spaghetti, "val", seed: 90)));

        Assert.Single(cases.Rows);
        Assert.Contains($"nearly the same picture as {test.Path} of the test split", Assert.Single(cases.Refused));
    }

    [Fact]
    public void Read_ClassThatValidationDoesNotShow_IsLeftOutAndDoesNotStopTheOthers()
    {
        Keep(Picture(seed: 1), DefectClass.OverExtrusion, job: null);
        Keep(Picture(seed: 2), DefectClass.Good, job: null);

        var cases = LabelledCases.Read([_folder], Known(Row(DefectClass.Good, "val", seed: 90)));

        Assert.Equal(DefectClass.Good, Assert.Single(cases.Rows).Label);
        Assert.Contains("labelled over_extrusion, which no validation picture shows", Assert.Single(cases.Refused));
    }

    [Fact]
    public void Read_PixelsOfATrainingPictureWithAnotherLabel_IsLeftOutByNameAndTheOthersStay()
    {
        // The picture as the store keeps it, so that both decode to the same pixels.
        var relabelled = Keep(Picture(seed: 1), DefectClass.Good, job: null);
        var kept = Directory.GetFiles(_folder, relabelled + ".jpg", SearchOption.AllDirectories).Single();
        var training = new LabelledImage(Path.Combine(_folder, "train.jpg"), DefectClass.Stringing, "g", "s", "MIT", "train");
        File.Copy(kept, training.Path);
        Keep(Picture(seed: 2), DefectClass.Stringing, job: null);

        var cases = LabelledCases.Read([_folder], Known(training, Row(DefectClass.Good, "val", seed: 90), Row(DefectClass.Stringing, "val", seed: 91)));

        Assert.Equal(DefectClass.Stringing, Assert.Single(cases.Rows).Label);
        Assert.Equal($"{kept}: labelled good, but {training.Path} shows the same pixels and is labelled stringing", Assert.Single(cases.Refused));
    }

    [Fact]
    public void Read_TwoCasesOfOnePictureWithTwoLabels_TakesNeither()
    {
        Keep(Picture(seed: 1), DefectClass.Good, job: null);
        Keep(Picture(seed: 1), DefectClass.Stringing, job: null);

        var cases = LabelledCases.Read([_folder], Known(Row(DefectClass.Good, "val", seed: 90), Row(DefectClass.Stringing, "val", seed: 91)));

        Assert.Empty(cases.Rows);
        Assert.Equal(2, cases.Refused.Count);
    }

    private static Dataset Known(params LabelledImage[] rows)
    {
        var seen = ImageInspection.Of(rows);
        return new Dataset(seen.Readable, seen.Unreadable, seen.Sha256) { Pictures = seen.Pictures };
    }

    private LabelledImage Row(DefectClass label, string split, int seed)
    {
        var path = Path.Combine(_folder, $"{split}-{seed}.png");
        using var picture = Picture(seed);
        Cv2.ImWrite(path, picture);
        return new LabelledImage(path, label, "g", "s", "MIT", split);
    }

    private string Keep(Mat picture, DefectClass? label, string? job)
    {
        using (picture)
        {
            Cv2.ImEncode(".jpg", picture, out var jpeg);
            var record = new HardCaseRecord
            {
                Id = Ulid.NewUlid(Noon).ToString(),
                Time = Noon,
                Agent = "farm-1",
                Printer = "prusa-01",
                Camera = "bed",
                Job = job,
                Probabilities = new Dictionary<DefectClass, double> { [DefectClass.Good] = 1 },
                Embedding = [],
                ModelName = "defects",
                ModelVersion = 1,
                Reasons = [HardCaseReason.Audit],
                HashAlgorithm = "dhash64-v1",
                PerceptualHash = "00",
                Label = label,
            };
            new HardCaseStore(_folder).Add(record, jpeg);
            return record.Id;
        }
    }

    // Blocks of random grey, so that pictures of different seeds have different hashes.
    private static Mat Picture(int seed)
    {
        var random = new Random(seed);
        var picture = new Mat(64, 72, MatType.CV_8UC3);
        for (var block = 0; block < 72; block++)
        {
            Cv2.Rectangle(picture, new Rect(block % 9 * 8, block / 9 * 8, 8, 8), Scalar.All(random.Next(256)), -1);
        }

        return picture;
    }
}
