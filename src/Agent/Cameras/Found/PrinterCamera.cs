using Defects.Agent.Devices;
using Defects.Agent.Printers;
using Defects.Agent.Printers.Drivers;

namespace Defects.Agent.Cameras.Found;

/// <summary>
/// The camera that a printer's host names: <c>moonraker://HOST[:PORT][/NAME]</c>, <c>octoprint://HOST[:PORT][/NAME]</c>. It is asked
/// anew at every attempt, for the printer may have been given another camera.
/// </summary>
internal sealed class PrinterCamera(CameraSettings settings, TimeProvider time) : ICameraSource
{
    /// <summary>Port of the host's web server, which Moonraker's relative addresses are of.</summary>
    private const int WebPort = 80;

    public async Task RunAsync(IFrameSink sink, CancellationToken stop)
    {
        var found = await FindAsync(stop);
        sink.Orient(found.Turn, found.FlipHorizontal, found.FlipVertical);

        // The key is the printer's; its camera has not asked for one.
        await CameraSources.Open(settings with { Source = found.Address.AbsoluteUri, CredentialsFile = null }, time).RunAsync(sink, stop);
    }

    /// <exception cref="DeviceException">The host does not answer, or names no camera.</exception>
    private async Task<FoundCamera> FindAsync(CancellationToken stop)
    {
        var address = DeviceAddress.Read(settings.Source, settings.CredentialsFile);
        var name = Uri.UnescapeDataString(address.Uri.AbsolutePath.Trim('/'));
        var isMoonraker = address.Uri.Scheme == "moonraker";
        var root = PrinterHost.RootOf(address.Uri, isMoonraker ? MoonrakerPrinter.Port : WebPort);
        using var host = new PrinterHost(root, address.Credentials, HostLogin.ApiKey, settings.Timeout, time);
        try
        {
            var answer = (await host.GetAsync(isMoonraker ? "/server/webcams/list" : "/api/settings", stop)).Text;
            return isMoonraker
                ? MoonrakerWebcams.Parse(answer, name, new UriBuilder(Uri.UriSchemeHttp, address.Uri.Host, WebPort).Uri)
                : OctoPrintWebcams.Parse(answer, name, root);
        }
        catch (PrinterException e)
        {
            throw new DeviceException(e.Message, e);
        }
    }
}
