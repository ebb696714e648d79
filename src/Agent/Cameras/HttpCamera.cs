using System.Net.Sockets;
using System.Net;
using Defects.Agent.Devices;

namespace Defects.Agent.Cameras;

/// <summary>
/// A camera behind HTTP. The first answer tells whether it streams pictures or gives one a request: by its content type, or where
/// that is neither a picture's nor a stream's, as some cameras have it, by whether a second picture follows.
/// </summary>
internal sealed class HttpCamera(CameraSettings settings, TimeProvider time) : ICameraSource
{
    public async Task RunAsync(IFrameSink sink, CancellationToken stop)
    {
        var address = DeviceAddress.Read(settings.Source, settings.CredentialsFile);
        using var client = ClientFor(address);
        using var stall = new StallTimeout(settings.Timeout, time, stop);
        var pictureStream = new JpegStream(sink, stall, time);
        try
        {
            using var snapshots = new SnapshotPoll(sink, stall, settings.Interval, time);
            using (var answer = await GetAsync(client, address.Uri, stall.Token))
            {
                if (IsOfType(answer, "image/"))
                {
                    await snapshots.TakeAsync(answer);
                }
                else
                {
                    using var stream = await answer.Content.ReadAsStreamAsync(stall.Token);
                    var pictures = await pictureStream.ReadAsync(stream);
                    if (pictures > 1 || IsOfType(answer, "multipart/"))
                    {
                        throw new DeviceException("the camera closed the stream");
                    }

                    if (pictures == 0)
                    {
                        // A PNG, or no picture at all: asked for as a picture, it says which.
                        using var again = await GetAsync(client, address.Uri, stall.Token);
                        await snapshots.TakeAsync(again);
                    }
                }
            }

            await snapshots.RepeatAsync(() => GetAsync(client, address.Uri, stall.Token), stop);
        }
        catch (OperationCanceledException) when (stall.Expired)
        {
            throw new DeviceException($"no picture within {settings.Timeout.TotalSeconds:0.#} s{pictureStream.Trouble}");
        }
        catch (HttpRequestException e)
        {
            throw new DeviceException(InPlainWords(e), e);
        }
        catch (IOException e)
        {
            throw new DeviceException($"the connection broke ({e.Message})", e);
        }
    }

    private static bool IsOfType(HttpResponseMessage answer, string kind) =>
        answer.Content.Headers.ContentType?.MediaType is { } type && type.StartsWith(kind, StringComparison.OrdinalIgnoreCase);

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, Uri uri, CancellationToken cancel)
    {
        var answer = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.NoContent)
        {
            return answer;
        }

        using (answer)
        {
            throw new DeviceException(answer.StatusCode switch
            {
                HttpStatusCode.Unauthorized => "the camera asks for a user and a password, or refuses those of the credentials file (401)",
                HttpStatusCode.Forbidden => "the camera forbids this address (403)",
                HttpStatusCode.NoContent => "the camera has no picture at the moment (204)",
                HttpStatusCode.NotFound => "the camera knows no such address (404)",
                var status => $"the camera answered {(int)status} {answer.ReasonPhrase}",
            });
        }
    }

    private static HttpClient ClientFor(DeviceAddress address)
    {
        var handler = new SocketsHttpHandler
        {
            // A camera's address goes straight to the camera, whatever proxy the machine uses for the world outside.
            UseProxy = false,
            PreAuthenticate = true,
            MaxResponseHeadersLength = 64,
            MaxConnectionsPerServer = 1,
        };
        if (address.Credentials is { } credentials)
        {
            // Tied to this origin: a redirect elsewhere does not carry them along.
            handler.Credentials = new CredentialCache
            {
                { new Uri(address.Uri, "/"), "Basic", credentials },
                { new Uri(address.Uri, "/"), "Digest", credentials },
            };
        }

        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static string InPlainWords(HttpRequestException e) => (e.HttpRequestError, e.InnerException) switch
    {
        (HttpRequestError.NameResolutionError, _) => "no machine of that name is known",
        (_, SocketException socket) => $"no connection ({socket.Message})",
        (HttpRequestError.SecureConnectionError, _) => "no secure connection: the camera's certificate is not trusted, or it speaks no TLS",
        _ => $"the answer cannot be read ({e.Message})",
    };
}
