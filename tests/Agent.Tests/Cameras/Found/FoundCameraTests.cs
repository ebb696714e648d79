using Defects.Agent.Devices;
using CsCheck;
using Defects.Agent.Cameras.Found;
using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Agent.Tests.Cameras.Found;

public sealed class FoundCameraTests
{
    private const string Moonraker = """
        {"result":{"webcams":[
          {"name":"Off","enabled":false,"service":"mjpegstreamer","stream_url":"/off","snapshot_url":"/off","uid":"1"},
          {"name":"Bed","location":"printer","enabled":true,"service":"mjpegstreamer-adaptive","target_fps":15,"stream_url":"/webcam/?action=stream",
           "snapshot_url":"/webcam/?action=snapshot","flip_horizontal":true,"flip_vertical":false,"rotation":90,"aspect_ratio":"4:3","uid":"2"},
          {"name":"Nozzle","enabled":true,"service":"webrtc-camerastreamer","stream_url":"/webcam2/webrtc","snapshot_url":"http://127.0.0.1:8081/snapshot","rotation":0,"uid":"3"}
        ]}}
        """;

    private const string OctoPrint2 = """
        {"webcam":{"webcamEnabled":true,"webcams":[
          {"provider":"classicwebcam","name":"classic","flipH":false,"flipV":false,"rotate90":false,"compat":{"stream":"/webcam/?action=stream","snapshot":"http://localhost:8080/?action=snapshot"}},
          {"provider":"other","name":"Top","flipH":true,"flipV":false,"rotate90":true,"compat":{"snapshot":"http://10.0.0.9/snap"}}]}}
        """;

    private const string OctoPrint19 = """{"plugins":{"classicwebcam":{"stream":"/webcam/?action=stream","snapshot":"http://127.0.0.1:8080/?action=snapshot","flipH":false,"flipV":true,"rotate90":false}},"webcam":{"streamUrl":"/old"}}""";

    private const string OctoPrint18 = """{"webcam":{"streamUrl":"","snapshotUrl":"http://127.0.0.1:8080/?action=snapshot","flipH":false,"flipV":false,"rotate90":true}}""";

    private static readonly Uri WebRoot = new("http://10.0.0.5/");
    private static readonly Uri OctoPrintRoot = new("http://10.0.0.5:5000/");

    [Theory]
    [InlineData("", "Bed", "http://10.0.0.5/webcam/?action=stream", 90, true)]
    [InlineData("bed", "Bed", "http://10.0.0.5/webcam/?action=stream", 90, true)]
    [InlineData("Nozzle", "Nozzle", "http://10.0.0.5:8081/snapshot", 0, false)]
    [InlineData("Off", "Off", "http://10.0.0.5/off", 0, false)]
    public void Moonraker_Webcam_IsOfTheHostsWebServer(string asked, string name, string address, int turn, bool flipped)
    {
        var found = MoonrakerWebcams.Parse(Moonraker, asked, WebRoot);

        Assert.Equal(new FoundCamera(name, new Uri(address), turn, flipped, false), found);
    }

    [Fact]
    public void Moonraker_NoSuchWebcam_NamesThoseThereAre()
    {
        var error = Assert.Throws<DeviceException>(() => MoonrakerWebcams.Parse(Moonraker, "Side", WebRoot));
        Assert.Equal("Moonraker has no webcam 'Side'; it knows Off, Bed, Nozzle", error.Message);

        error = Assert.Throws<DeviceException>(() => MoonrakerWebcams.Parse("""{"result":{"webcams":[]}}""", "", WebRoot));
        Assert.StartsWith("Moonraker has no webcam that is enabled; it knows none", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OctoPrint2, "", "http://10.0.0.5:5000/webcam/?action=stream", 0, false, false)]
    [InlineData(OctoPrint2, "Top", "http://10.0.0.9/snap", 270, false, true)]
    [InlineData(OctoPrint19, "", "http://10.0.0.5:5000/webcam/?action=stream", 0, false, true)]
    [InlineData(OctoPrint18, "", "http://10.0.0.5:8080/?action=snapshot", 270, false, false)]
    public void OctoPrint_OfAnyVersion_NamesItsWebcam(string json, string asked, string address, int turn, bool horizontal, bool vertical)
    {
        var found = OctoPrintWebcams.Parse(json, asked, OctoPrintRoot);

        Assert.Equal((new Uri(address), turn, horizontal, vertical), (found.Address, found.Turn, found.FlipHorizontal, found.FlipVertical));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void OctoPrint_MirroredAndThenTurned_ShowsWhatOctoPrintShows(bool horizontal, bool vertical)
    {
        var json = $$$"""{"webcam":{"streamUrl":"/s","flipH":{{{(horizontal ? "true" : "false")}}},"flipV":{{{(vertical ? "true" : "false")}}},"rotate90":true}}""";
        var found = OctoPrintWebcams.Parse(json, "", OctoPrintRoot);
        using var picture = new Mat(2, 3, MatType.CV_8UC3);
        for (var i = 0; i < 6; i++)
        {
            picture.Set(i / 3, i % 3, new Vec3b((byte)(40 * i), 0, 0));
        }

        // Its own order: mirrored first, then a quarter to the left.
        using var expected = picture.Clone();
        if (horizontal)
        {
            Cv2.Flip(expected, expected, FlipMode.Y);
        }

        if (vertical)
        {
            Cv2.Flip(expected, expected, FlipMode.X);
        }

        Cv2.Rotate(expected, expected, RotateFlags.Rotate90Counterclockwise);
        var view = new FrameView { Turn = found.Turn, FlipHorizontal = found.FlipHorizontal, FlipVertical = found.FlipVertical };
        using var seen = view.Decode(picture.ImEncode(".png"))!;

        Assert.Equal(0, Cv2.Norm(expected, seen, NormTypes.L1));
    }

    [Theory]
    [InlineData("prusalink://10.0.0.7", "http://10.0.0.7/api/v1/cameras/snap")]
    [InlineData("prusalink://10.0.0.7:8080/abc", "http://10.0.0.7:8080/api/v1/cameras/abc/snap")]
    public void PrusaLink_Printer_HasItsPictureAtAKnownPlace(string source, string expected) => Assert.Equal(expected, PrusaLinkSnap.AddressOf(source));

    [Theory]
    [InlineData("""{"result":{"webcams":[{"name":"x","stream_url":"file:///etc/passwd"}]}}""")]
    [InlineData("""{"result":{"webcams":[{"name":"x","stream_url":"moonraker://10.0.0.5"}]}}""")]
    [InlineData("""{"result":{"webcams":[{"name":"x"}]}}""")]
    [InlineData("<html>")]
    [InlineData("[]")]
    public void Moonraker_AnswerOfNoUse_IsRefusedInPlainWords(string json) =>
        Assert.Throws<DeviceException>(() => MoonrakerWebcams.Parse(json, "", WebRoot));

    [Fact]
    public void AnyAnswer_DamagedAnywhere_IsReadOrRefused() => Gen.Select(
            Gen.Int[0, 3].Select(i => new[] { Moonraker, OctoPrint2, OctoPrint19, OctoPrint18 }[i]), Gen.Int[0, 2000], Gen.Char['!', '~'], Gen.Int[0, 30])
        .Sample(
            (answer, at, put, cut) =>
            {
                at %= answer.Length;
                var damaged = answer[..at] + put + answer[Math.Min(answer.Length, at + cut)..];
                foreach (var parse in new Action[] { () => MoonrakerWebcams.Parse(damaged, "", WebRoot), () => OctoPrintWebcams.Parse(damaged, "", OctoPrintRoot) })
                {
                    try
                    {
                        parse();
                    }
                    catch (DeviceException)
                    {
                        // Refused in words.
                    }
                }
            },
            iter: 3000);
}
