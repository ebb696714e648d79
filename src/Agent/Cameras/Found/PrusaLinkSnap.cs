using Defects.Agent.Devices;
namespace Defects.Agent.Cameras.Found;

/// <summary>PrusaLink gives one picture a request, to the user and password that it shows in its settings (digest).</summary>
internal static class PrusaLinkSnap
{
    /// <param name="source"><c>prusalink://HOST[:PORT][/ID]</c>; without an id the default camera.</param>
    /// <exception cref="DeviceException">It is no address.</exception>
    public static string AddressOf(string source)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var printer) || printer.Host.Length == 0)
        {
            throw new DeviceException($"{DeviceAddress.Redact(source)} is no address; expected one such as prusalink://10.0.0.5");
        }

        var id = printer.AbsolutePath.Trim('/');
        return new UriBuilder(Uri.UriSchemeHttp, printer.Host, printer.Port > 0 ? printer.Port : 80)
        {
            UserName = printer.UserInfo.Split(':')[0],
            Password = printer.UserInfo.Contains(':', StringComparison.Ordinal) ? printer.UserInfo.Split(':', 2)[1] : "",
            Path = id.Length > 0 ? $"/api/v1/cameras/{id}/snap" : "/api/v1/cameras/snap",
        }.Uri.AbsoluteUri;
    }
}
