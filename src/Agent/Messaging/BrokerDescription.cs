using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Defects.Agent.Bus;
using Defects.Agent.Configuration;
using MQTTnet;
using MQTTnet.Protocol;

namespace Defects.Agent.Messaging;

/// <summary>The options in MQTTnet's words, and its words for what went wrong in ours.</summary>
internal static class BrokerDescription
{
    /// <summary>Bytes. The broker keeps larger messages to itself: a packet is held in memory before anybody can look at it.</summary>
    private const uint LargestPacketTaken = 1 << 20;

    /// <exception cref="BrokerException">A file cannot be read.</exception>
    public static MqttClientOptions Build(MqttOptions options, string clientId, string willTopic, byte[] will)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(options.Host, options.Port)
            .WithClientId(clientId)
            .WithCleanStart()
            .WithMaximumPacketSize(LargestPacketTaken)
            .WithKeepAlivePeriod(options.KeepAlive)
            .WithTimeout(options.Timeout)
            .WithWillTopic(willTopic)
            .WithWillPayload(will)
            .WithWillContentType(MessageJson.ContentType)
            .WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        try
        {
            // Read at every connect: a password or a certificate that was changed is taken up without a restart.
            if (options.UserFile is not null)
            {
                builder.WithCredentials(FirstLine(options.UserFile), options.PasswordFile is { } file ? FirstLine(file) : "");
            }

            if (options.Tls)
            {
                builder.WithTlsOptions(tls => Describe(tls, options));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new BrokerException(e.Message, e);
        }

        return builder.Build();
    }

    /// <summary>Why a connection could not be made, with what mends it where that is known.</summary>
    public static string Explain(Exception failure, MqttOptions options)
    {
        var causes = Causes(failure).ToList();
        var cause = causes[^1];
        if (!options.Tls || causes.OfType<SocketException>().Any(socket => socket.SocketErrorCode is not (SocketError.ConnectionReset or SocketError.NotConnected or SocketError.Shutdown)))
        {
            return cause.Message;
        }

        if (causes.OfType<AuthenticationException>().Any())
        {
            return $"no secure connection ({cause.Message}); the broker's certificate must be of the authority in mqtt:caFile (else of one that the machine trusts), "
                + "made out to mqtt:host, and in date";
        }

        // A broker that does not like our certificate says so after the handshake, and hangs up.
        return $"the broker hung up ({cause.Message}); " + (options.CertificateFile is null
            ? "where it wants a client certificate, name that as mqtt:certificateFile and mqtt:keyFile"
            : "it may not trust the client certificate in mqtt:certificateFile");
    }

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (Exception? layer = failure; layer is not null; layer = layer.InnerException)
        {
            yield return layer;
        }
    }

    private static void Describe(MqttClientTlsOptionsBuilder tls, MqttOptions options)
    {
        tls.UseTls().WithRevocationMode(X509RevocationMode.NoCheck);
        if (options.CaFile is not null)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(options.CaFile);
            tls.WithTrustChain(authorities);
        }

        if (options.CertificateFile is not null)
        {
            tls.WithClientCertificates(new X509Certificate2Collection(ReadPair(options.CertificateFile, options.KeyFile)));
        }
    }

    private static X509Certificate2 ReadPair(string certificateFile, string? keyFile)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new BrokerException($"mqtt:certificateFile and mqtt:keyFile are no certificate and its key without a password, in PEM ({e.Message})", e);
        }
    }

    private static string FirstLine(string file) => File.ReadLines(file).FirstOrDefault() ?? "";
}
