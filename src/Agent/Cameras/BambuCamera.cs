using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Defects.Agent.Devices;

namespace Defects.Agent.Cameras;

/// <summary>
/// The camera of a Bambu A1 or P1 in LAN mode: a TLS connection, one message with user and access code, and then a JPEG after
/// each header of 16 bytes, about one a second. The printer serves one program at a time.
/// </summary>
internal sealed class BambuCamera(CameraSettings settings, TimeProvider time) : ICameraSource
{
    private const int DefaultPort = 6000;
    private const int FieldBytes = 32;

    public async Task RunAsync(IFrameSink sink, CancellationToken stop)
    {
        var address = DeviceAddress.Read(settings.Source, settings.CredentialsFile);
        var login = Login(
            address.Credentials?.UserName ?? "",
            address.Credentials?.Password ?? throw new DeviceException("the printer's access code is missing; put bblp:CODE into a file and name it as credentialsFile"));
        using var stall = new StallTimeout(settings.Timeout, time, stop);
        var pictureStream = new JpegStream(sink, stall, time);
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(address.Uri.Host, address.Uri.Port > 0 ? address.Uri.Port : DefaultPort, stall.Token);

            // The printer signs its certificate itself, so there is nothing to hold it against.
            await using var stream = new SslStream(connection.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Uri.Host }, stall.Token);
            await stream.WriteAsync(login, stall.Token);

            // The headers say how long a picture is; the picture says so itself.
            var pictures = await pictureStream.ReadAsync(stream);
            throw new DeviceException(pictures > 0 ? "the printer closed the connection" : Refused);
        }
        catch (OperationCanceledException) when (stall.Expired)
        {
            throw new DeviceException($"no picture within {settings.Timeout.TotalSeconds:0.#} s{pictureStream.Trouble}");
        }
        catch (SocketException e)
        {
            throw new DeviceException($"no connection ({e.Message})", e);
        }
        catch (AuthenticationException e)
        {
            throw new DeviceException($"no secure connection ({e.Message}): is this a Bambu A1 or P1? An X1 has rtsps://HOST:322/streaming/live/1", e);
        }
        catch (IOException e)
        {
            throw new DeviceException($"the connection broke ({e.Message})", e);
        }
    }

    private const string Refused =
        "the printer closed the connection without a picture: is the access code right, LAN mode on, and no other program at its camera?";

    /// <summary>80 bytes: four little-endian numbers, then user and code, each filled up with zeros to 32 bytes.</summary>
    internal static byte[] Login(string user, string code)
    {
        if (Encoding.ASCII.GetByteCount(user) > FieldBytes || Encoding.ASCII.GetByteCount(code) > FieldBytes)
        {
            throw new DeviceException($"user or access code is longer than {FieldBytes} characters");
        }

        var message = new byte[16 + (2 * FieldBytes)];
        BinaryPrimitives.WriteInt32LittleEndian(message, 0x40);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(4), 0x3000);
        Encoding.ASCII.GetBytes(user, message.AsSpan(16));
        Encoding.ASCII.GetBytes(code, message.AsSpan(16 + FieldBytes));
        return message;
    }
}
