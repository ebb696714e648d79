using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Defects.Agent.Tests.Cameras;

/// <summary>The camera port of a Bambu printer: TLS with a certificate of its own making, a login of 80 bytes, and then what the test says.</summary>
internal sealed class BambuPrinter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate = Certificate();
    private readonly Task _serving;

    /// <param name="answer">Gets the stream after the login was read; the connection closes when it completes.</param>
    public BambuPrinter(Func<Stream, CancellationToken, Task> answer)
    {
        _listener.Start();
        _serving = ServeAsync(answer);
    }

    public string Source => $"bambu://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public byte[] Login { get; } = new byte[80];

    /// <summary>A picture behind its header: the length, little-endian, and twelve bytes that nobody explains.</summary>
    public static byte[] Framed(byte[] picture) => [.. BitConverter.GetBytes(picture.Length), 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, .. picture];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<Stream, CancellationToken, Task> answer)
    {
        while (!_stop.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            await using var stream = new SslStream(client.GetStream());
            try
            {
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                await stream.ReadExactlyAsync(Login, _stop.Token);
                await answer(stream, _stop.Token);
            }
            catch (IOException)
            {
                // The camera client had enough.
            }
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=01P00A000000000", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
