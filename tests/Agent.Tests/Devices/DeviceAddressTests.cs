using Defects.Agent.Devices;
using Defects.Agent.Cameras;

namespace Defects.Agent.Tests.Devices;

public sealed class DeviceAddressTests
{
    [Theory]
    [InlineData("http://cam/stream", "http://cam/stream")]
    [InlineData("http://anna:hunter2@cam:8080/stream", "http://cam:8080/stream")]
    [InlineData("http://cam/webcam/?action=stream&size=640x480", "http://cam/webcam/?action=stream&size=640x480")]
    [InlineData("http://cam/snap?usr=anna&pwd=x&channel=1", "http://cam/snap?usr=***&pwd=***&channel=1")]
    [InlineData("http://cam/snap?id=5f2b8c1d9e3a4b7c", "http://cam/snap?id=***")]
    [InlineData("http://cam/snap?5f2b8c1d9e3a4b7c", "http://cam/snap?***")]
    [InlineData("http://anna:hun ter@/", "http://...")]
    [InlineData("rtsp://anna:hunter2@cam/1", "rtsp://cam/1")]
    [InlineData("http://anna:12/hunter2@cam/", "http://...")]
    [InlineData("http://anna:12?hunter2@cam/", "http://...")]
    [InlineData("http://anna:12#hunter2@cam/", "http://...")]
    [InlineData("http://proxy/http://anna:hunter2@cam/", "http://...")]
    [InlineData("http:/anna:hunter2@cam/", "...")]
    [InlineData(@"http:\\anna:hunter2@cam\stream", "...")]
    [InlineData("anna:hunter2@cam/http://x", "...")]
    [InlineData("/etc/defects/anna:hunter2@cam/stream", "...")]
    [InlineData("cam/snap?pwd=x&channel=1", "cam/snap?pwd=***&channel=1")]
    [InlineData("http://cam/snap?channel=1;pwd=x", "http://cam/snap?channel=***")]
    [InlineData("http://cam/snap?a=1?token=x", "http://cam/snap?a=***")]
    [InlineData("rtsp://cam/user=admin_password=x_channel=1.sdp?real", "rtsp://cam/user=***?real")]
    [InlineData("rtsp://cam/channel=1&password=x&stream=0.sdp", "rtsp://cam/channel=***")]
    [InlineData("http://cam:8080/a@b", "http://...")]
    [InlineData("http://cam/a@b", "http://cam/a@b")]
    [InlineData("/footage/one", "/footage/one")]
    [InlineData("/footage/10:30:00.mp4", "/footage/10:30:00.mp4")]
    public void Redact_Source_ShowsNoSecret(string source, string expected) => Assert.Equal(expected, DeviceAddress.Redact(source));

    [Fact]
    public void Read_UserInformation_GoesIntoCredentialsOnly()
    {
        var address = DeviceAddress.Read("http://anna:p%40ss:word@cam/stream", null);

        Assert.Equal("http://cam/stream", address.Uri.ToString());
        Assert.Equal(("anna", "p@ss:word"), (address.Credentials?.UserName, address.Credentials?.Password));
    }

    [Theory]
    [InlineData("http://anna:/hunter2@cam/")]
    [InlineData("http://anna:@hunter2/?@cam/")]
    [InlineData("http://anna:12/hunter2@cam/")]
    [InlineData("mailto:anna:hunter2@cam")]
    public void Read_AddressOfWhichAPasswordMayBeTakenForHostOrPath_IsRefusedWithoutShowingIt(string source)
    {
        var error = Assert.Throws<DeviceException>(() => DeviceAddress.Read(source, null));

        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CredentialsFile_WinsOverTheAddress()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("cam"), "bert:secret\n");

        var address = DeviceAddress.Read("http://anna:x@cam/", folder.File("cam"));

        Assert.Equal(("bert", "secret"), (address.Credentials?.UserName, address.Credentials?.Password));
    }

    [Fact]
    public void Read_CredentialsFileWithoutColon_IsRefusedWithoutShowingIt()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("cam"), "hunter2");

        var error = Assert.Throws<DeviceException>(() => DeviceAddress.Read("http://cam/", folder.File("cam")));

        Assert.Contains("user:password", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_Printed_ShowNoSecret() =>
        Assert.DoesNotContain("hunter2", $"{Settings("http://anna:hunter2@cam/", null)}", StringComparison.Ordinal);

    private static CameraSettings Settings(string source, string? credentialsFile) =>
        new(source, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), credentialsFile, false, false, true);
}
