using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Defects.Agent.Configuration;
using Defects.Agent.Devices;

namespace Defects.Agent.Printers.Drivers;

/// <summary>
/// Asks a printer's host over HTTP. Each answer is bounded in time and in size. No proxy is used and no redirect is followed: a key
/// goes to this host alone.
/// </summary>
internal sealed class PrinterHost : IDisposable
{
    private const int MostBytes = 4 << 20;

    private readonly Uri _root;
    private readonly HostLogin _login;
    private readonly string? _key;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private volatile bool _connecting;

    /// <param name="root">Without path.</param>
    /// <param name="credentials">Null where the host asks for none.</param>
    /// <param name="login">What is done with them.</param>
    /// <param name="timeout">For one answer.</param>
    public PrinterHost(Uri root, NetworkCredential? credentials, HostLogin login, TimeSpan timeout, TimeProvider time)
    {
        (_root, _login, _timeout, _time) = (root, login, timeout, time);
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseHeadersLength = 64,
            MaxConnectionsPerServer = 1,
            ConnectCallback = ConnectAsync,
        };
        if (login == HostLogin.ApiKey)
        {
            _key = credentials?.Password;
        }
        else if (credentials is not null)
        {
            handler.Credentials = new CredentialCache { { root, "Digest", credentials } };
        }

        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostBytes };
    }

    /// <summary>The host that a link names. The credentials are read anew: they may have been mended.</summary>
    /// <exception cref="PrinterException">The address or the credentials file is none.</exception>
    public static PrinterHost Open(PrinterLinkOptions link, int port, HostLogin login, TimeProvider time)
    {
        try
        {
            var (address, credentials) = DeviceAddress.Read(link.Address ?? "", link.CredentialsFile);
            return new PrinterHost(RootOf(address, port), credentials, login, link.Timeout, time);
        }
        catch (DeviceException e)
        {
            throw new PrinterException(e.Message, e);
        }
    }

    /// <param name="address">Of any scheme.</param>
    /// <param name="port">Where the address names none.</param>
    public static Uri RootOf(Uri address, int port) => new UriBuilder(Uri.UriSchemeHttp, address.Host, address.Port > 0 ? address.Port : port).Uri;

    /// <param name="path">With its query.</param>
    /// <param name="body">Sent as JSON; null for none.</param>
    /// <param name="known">What the caller makes something of beside 200 and 204.</param>
    /// <exception cref="PrinterException">No such answer came; its cause is a <see cref="TimeoutException"/> where none came in time.</exception>
    public async Task<HostAnswer> AskAsync(HttpMethod method, string path, object? body, CancellationToken stop, params HttpStatusCode[] known)
    {
        var question = new Uri(_root, path);
        using var stall = new StallTimeout(_timeout, _time, stop);
        using var request = new HttpRequestMessage(method, question) { Content = body is null ? null : JsonContent.Create(body) };
        if (_key is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Api-Key", _key);
        }

        try
        {
            using var answer = await _client.SendAsync(request, stall.Token);
            var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(stall.Token));
            var heard = new HostAnswer(answer.StatusCode, text);
            return heard.Status is HttpStatusCode.OK or HttpStatusCode.NoContent || known.Contains(heard.Status) ? heard : throw Refusal(question, heard);
        }
        catch (OperationCanceledException) when (stall.Expired)
        {
            throw new PrinterException($"{Shown(question)} gave no answer within {_timeout.TotalSeconds:0.#} s", new TimeoutException()) { IsGone = _connecting };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            var kind = (e as HttpRequestException)?.HttpRequestError;
            throw new PrinterException($"{Shown(question)} cannot be asked ({InPlainWords(e)})", e)
            {
                IsGone = kind is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError,
            };
        }
    }

    public Task<HostAnswer> GetAsync(string path, CancellationToken stop, params HttpStatusCode[] known) => AskAsync(HttpMethod.Get, path, null, stop, known);

    public void Dispose() => _client.Dispose();

    // Whether a wait that was in vain was for the machine or for its answer.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        _connecting = true;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancel);
            _connecting = false;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private PrinterException Refusal(Uri question, HostAnswer answer)
    {
        var (status, complaint) = ((int)answer.Status, answer.Complaint);
        return new PrinterException(answer.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when _login == HostLogin.ApiKey =>
                $"{Shown(question)} refuses to answer ({status}): put any user and the API key, as user:key, into the credentials file",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                $"{Shown(question)} refuses to answer ({status}): put the user and the password that the printer shows, as user:password, into the credentials file",
            _ when complaint.Length > 0 => $"{Shown(question)} answered {status} ({complaint})",
            _ => $"{Shown(question)} answered {status}: is that the printer's host?",
        });
    }

    // Without the query: it says nothing that an operator could mend.
    private static string Shown(Uri question) => question.GetLeftPart(UriPartial.Path);

    private static string InPlainWords(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "no machine of that name is known",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the answer is too long",
        { InnerException: SocketException socket } => socket.Message,
        _ => e.Message,
    };
}
