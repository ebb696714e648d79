using CsCheck;
using Defects.Shared.Imaging;
using Defects.Trainer.Augmentation;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Augmentation;

public sealed class OccluderTests
{
    private static readonly Scalar Bed = new(3, 250, 7);

    private static readonly Gen<DefectBox> Boxes =
        Gen.Select(Gen.Double[0, 0.7], Gen.Double[0, 0.7], Gen.Double[0.1, 0.3], Gen.Double[0.1, 0.3], (x, y, width, height) => new DefectBox(x, y, width, height));

    [Fact]
    public void Over_AnyBox_LeavesMostOfItInSight() => Gen.Select(Boxes, Gen.Int[0, 1_000_000]).Sample((box, seed) =>
    {
        using var frame = new Mat(120, 160, MatType.CV_8UC3, Bed);
        using var covered = Occluder.Over(frame, [box], seed);

        // A pixel more on each side than the box has: it need not end where a pixel does.
        Assert.InRange(ShareChanged(covered, box), 0, Occluder.MostOfABox + 0.12);
    });

    [Fact]
    public void Over_NoBox_NearlyAlwaysHidesSomethingAndNeverMostOfThePicture()
    {
        using var frame = new Mat(120, 160, MatType.CV_8UC3, Bed);
        List<double> shares = [];
        for (var seed = 0; seed < 200; seed++)
        {
            using var covered = Occluder.Over(frame, [], seed);
            shares.Add(ShareChanged(covered, new DefectBox(0, 0, 1, 1)));
        }

        Assert.InRange(shares.Count(share => share > 0.005), 190, 200);
        Assert.InRange(shares.Max(), 0.05, 0.5);
    }

    [Fact]
    public void Over_SameSeed_IsTheSamePicture_AndLeavesTheFrameItWasGivenUntouched()
    {
        using var frame = new Mat(120, 160, MatType.CV_8UC3, Bed);
        using var first = Occluder.Over(frame, [], 5);
        using var second = Occluder.Over(frame, [], 5);
        using var other = Occluder.Over(frame, [], 6);

        Assert.Equal(0, Cv2.Norm(first, second));
        Assert.NotEqual(0, Cv2.Norm(first, other));
        Assert.Equal(0, ShareChanged(frame, new DefectBox(0, 0, 1, 1)));
    }

    private static double ShareChanged(Mat frame, DefectBox box)
    {
        using var part = frame[new Rect((int)(box.X * frame.Width), (int)(box.Y * frame.Height), (int)(box.Width * frame.Width), (int)(box.Height * frame.Height))];
        using var same = part.InRange(Bed, Bed);
        return 1 - (double)Cv2.CountNonZero(same) / (part.Width * part.Height);
    }
}
