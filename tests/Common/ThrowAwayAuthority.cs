using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Defects.Tests.Common;

/// <summary>A certificate authority that lives as long as a test.</summary>
internal sealed class ThrowAwayAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public ThrowAwayAuthority()
    {
        var request = new CertificateRequest("CN=Throw-away authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
    }

    public string Pem => _certificate.ExportCertificatePem();

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Makes a server certificate for 127.0.0.1.</summary>
    /// <returns>The lines of mosquitto's configuration that use it.</returns>
    public IEnumerable<string> ForMosquitto(DirectoryInfo folder)
    {
        var (certificate, key) = WriteServer(folder);
        return ["allow_anonymous true", $"certfile {certificate}", $"keyfile {key}"];
    }

    /// <summary>Makes a server certificate for 127.0.0.1.</summary>
    /// <returns>The files of certificate and key, PEM.</returns>
    public (string Certificate, string Key) WriteServer(DirectoryInfo folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_certificate, Now.AddHours(-1), Now.AddHours(1), [1, 2, 3]);
        var certificateFile = Path.Combine(folder.FullName, "server.pem");
        var keyFile = Path.Combine(folder.FullName, "server.key");
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }

    /// <summary>Makes a certificate for a client.</summary>
    /// <returns>The files of certificate and key, PEM.</returns>
    public (string Certificate, string Key) WriteClient(DirectoryInfo folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=agent", key, HashAlgorithmName.SHA256);
        using var certificate = request.Create(_certificate, Now.AddHours(-1), Now.AddHours(1), [4, 5, 6]);
        var certificateFile = Path.Combine(folder.FullName, "client.pem");
        var keyFile = Path.Combine(folder.FullName, "client.key");
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
