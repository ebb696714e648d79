using Defects.Shared.Classes;
using Defects.Shared.Simulation;
using OpenCvSharp;

namespace Defects.Shared.Tests.Simulation;

public class FailureCutoutTests
{
    [Fact]
    public void Paste_OntoAPlainFrame_ChangesSomeOfThePlaceAndNothingBesides()
    {
        using var cutout = FailureCutout.Of(DefectClass.Spaghetti, 0);
        using var frame = new Mat(300, 400, MatType.CV_8UC3, new Scalar(1, 255, 2));

        cutout.Paste(frame, new Point2d(0.5, 0.5), 0.3);

        var changed = Enumerable.Range(0, 300 * 400).Select(i => new Point(i % 400, i / 400)).Where(p => frame.At<Vec3b>(p.Y, p.X) != new Vec3b(1, 255, 2)).ToList();
        Assert.InRange(changed.Count, 500, 120 * 150);
        Assert.All(changed, p => Assert.InRange(p.X, 140, 259));
    }

    [Theory]
    [InlineData(0, 0.5, 20)]
    [InlineData(1, 0.5, 20)]
    [InlineData(0.5, -3, 0)]
    public void Paste_OverTheEdge_ShowsWhatIsInside(double x, double y, int least)
    {
        using var cutout = FailureCutout.Of(DefectClass.Spaghetti, 1);
        using var frame = new Mat(60, 80, MatType.CV_8UC3, Scalar.All(0));

        cutout.Paste(frame, new Point2d(x, y), 0.5);

        using var grey = frame.CvtColor(ColorConversionCodes.BGR2GRAY);
        Assert.InRange(Cv2.CountNonZero(grey), least, least == 0 ? 0 : 20 * 60);
    }
}
