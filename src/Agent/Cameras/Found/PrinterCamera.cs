using System.Net;
using System.Net.Sockets;

namespace Defects.Agent.Cameras.Found;

/// <summary>
/// The camera that a printer's host names: <c>moonraker://HOST[:PORT][/NAME]</c>, <c>octoprint://HOST[:PORT][/NAME]</c>. It is asked
/// anew at every attempt, for the printer may have been given another camera.
/// </summary>
internal sealed class PrinterCamera(CameraSettings settings, TimeProvider time) : ICameraSource
{
    private const int MostBytes = 1 << 20;
    private const int MoonrakerPort = 7125;

    /// <summary>Port of the host's web server, which Moonraker's relative addresses are of.</summary>
    private const int WebPort = 80;

    public async Task RunAsync(IFrameSink sink, CancellationToken stop)
    {
        var found = await FindAsync(stop);
        sink.Orient(found.Turn, found.FlipHorizontal, found.FlipVertical);

        // The key is the printer's; its camera has not asked for one.
        await CameraSources.Open(settings with { Source = found.Address.AbsoluteUri, CredentialsFile = null }, time).RunAsync(sink, stop);
    }

    /// <exception cref="CameraException">The host does not answer, or names no camera.</exception>
    private async Task<FoundCamera> FindAsync(CancellationToken stop)
    {
        var address = CameraAddress.Read(settings);
        var name = Uri.UnescapeDataString(address.Uri.AbsolutePath.Trim('/'));
        var isMoonraker = address.Uri.Scheme == "moonraker";
        var port = address.Uri.Port > 0 ? address.Uri.Port : isMoonraker ? MoonrakerPort : WebPort;
        var host = new UriBuilder(Uri.UriSchemeHttp, address.Uri.Host, port).Uri;
        var answer = await AskAsync(new Uri(host, isMoonraker ? "/server/webcams/list" : "/api/settings"), address.Credentials, stop);
        return isMoonraker
            ? MoonrakerWebcams.Parse(answer, name, new UriBuilder(Uri.UriSchemeHttp, address.Uri.Host, WebPort).Uri)
            : OctoPrintWebcams.Parse(answer, name, host);
    }

    private async Task<string> AskAsync(Uri question, NetworkCredential? key, CancellationToken stop)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostBytes };
        using var stall = new StallTimeout(settings.Timeout, time, stop);
        using var request = new HttpRequestMessage(HttpMethod.Get, question);
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Api-Key", key.Password);
        }

        try
        {
            using var answer = await client.SendAsync(request, stall.Token);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => await answer.Content.ReadAsStringAsync(stall.Token),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new CameraException(
                    $"{question} refuses to answer ({(int)answer.StatusCode}): put any user and the API key, as user:key, into the credentials file"),
                var status => throw new CameraException($"{question} answered {(int)status}: is that the printer's host?"),
            };
        }
        catch (OperationCanceledException) when (stall.Expired)
        {
            throw new CameraException($"{question} gave no answer within {settings.Timeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException e)
        {
            throw new CameraException($"{question} cannot be asked ({(e.InnerException is SocketException socket ? socket.Message : e.Message)})", e);
        }
    }
}
