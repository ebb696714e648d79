using Defects.Agent.Configuration;

namespace Defects.Agent.Tests.Configuration;

public sealed class CameraRemarksTests
{
    [Fact]
    public void Of_OneAddressAtTwoPrinters_IsRemarkedOnWithoutQuotingIt()
    {
        var remark = Assert.Single(Remarks(
            ("a", "http://cam/?token=hunter2"), ("a", "http://own/"),
            ("b", "http://cam/?token=hunter2"), ("b", "http://other/"),
            ("c", "http://third/"), ("c", "http://third/")));

        Assert.StartsWith("Cameras a/0, b/2 have one source", remark);
        Assert.DoesNotContain("hunter2", remark);
    }

    [Theory]
    [InlineData("/prints/a.mp4")]
    [InlineData("/prints/folder")]
    public void Of_Footage_IsRemarkedOn(string source) =>
        Assert.StartsWith("Camera a/0 is a file or folder: ", Assert.Single(Remarks(("a", source))));

    [Theory]
    [InlineData("/dev/video0", false, false)]
    [InlineData("/dev/video0", true, true)]
    [InlineData("/dev/v4l/by-id/usb-046d_C270_A1B2-video-index0", true, false)]
    public void Of_OneDevice_IsRemarkedOnByNumberWhereItsPrinterIsArmed(string source, bool isArmed, bool expected)
    {
        var options = new AgentOptions { Printers = new() { ["a"] = new() { Armed = isArmed, Cameras = new() { ["bed"] = new() { Source = source } } } } };

        Assert.Equal(expected, CameraRemarks.Of(options) is [var remark] && remark.Contains("/dev/v4l/by-id/", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_TwoDevices_AreRemarkedOnByNumber() => Assert.Collection(
        Remarks(("a", "/dev/video0"), ("b", "/dev/video2"), ("c", "/dev/v4l/by-path/pci-0000:00:14.0-usb-0:1:1.0-video-index0")),
        remark => Assert.StartsWith("Camera a/0 is /dev/video0, ", remark),
        remark => Assert.StartsWith("Camera b/1 is /dev/video2, ", remark));

    private static IReadOnlyList<string> Remarks(params (string Printer, string Source)[] cameras) => CameraRemarks.Of(new AgentOptions
    {
        Printers = cameras.Index().GroupBy(camera => camera.Item.Printer).ToDictionary(
            printer => printer.Key,
            printer => new PrinterOptions { Cameras = printer.ToDictionary(camera => $"{camera.Index}", camera => new CameraOptions { Source = camera.Item.Source }) }),
    });
}
