using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Simulation;
using OpenCvSharp;

namespace Defects.Shared.Tests.Simulation;

public class SimulatedStationTests
{
    private static readonly SimulatedStation Station = new(5, CameraFamily.FrontHigh);

    [Fact]
    public void Print_OtherNumber_AnotherPartInTheSamePlace()
    {
        // Before anything is laid down two prints of a station differ by light and noise, two stations by the room.
        var same = Difference(Station.Print(0, DefectClass.Good), Station.Print(1, DefectClass.Good), TimeSpan.Zero);
        var other = Difference(Station.Print(0, DefectClass.Good), new SimulatedStation(6, CameraFamily.FrontHigh).Print(0, DefectClass.Good), TimeSpan.Zero);

        Assert.True(other > 2 * same, $"{same} between prints of a station, {other} between stations");
        Assert.NotEqual(Station.Print(0, DefectClass.Good).Seed, Station.Print(1, DefectClass.Good).Seed);
    }

    [Fact]
    public void Print_Failing_IsTheGoodPrintBeforeItsOnset()
    {
        using var good = new PrintRenderer(Station.Print(2, DefectClass.Good));
        using var failing = new PrintRenderer(Station.Print(2, DefectClass.Spaghetti, TimeSpan.FromMinutes(15)));

        Assert.Equal(good.Render(TimeSpan.FromMinutes(14)).Jpeg, failing.Render(TimeSpan.FromMinutes(14)).Jpeg);
    }

    [Fact]
    public void From_EightStations_EveryKindOfCameraAndTheFirstOnceMore() =>
        Assert.Equal(
            [.. Enum.GetValues<CameraFamily>(), CameraFamily.FrontLow],
            SimulatedStation.From(100, 8).Select(station => station.Camera));

    private static double Difference(SimulatedPrint one, SimulatedPrint other, TimeSpan at)
    {
        using PrintRenderer first = new(one), second = new(other);
        using var a = FramePreprocessing.TryDecode(first.Render(at).Jpeg)!;
        using var b = FramePreprocessing.TryDecode(second.Render(at).Jpeg)!;
        return Cv2.Norm(a, b, NormTypes.L1) / a.Total();
    }
}
