using System.Text.Json;
using Defects.Agent.Devices;

namespace Defects.Agent.Cameras.Found;

/// <summary>Reads what a printer's host says of its cameras.</summary>
internal static class PrinterAnswer
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, "rtsp", "rtsps"];

    /// <exception cref="DeviceException">It is no JSON.</exception>
    public static JsonElement Read(string json) => JsonMembers.Read(json)
        ?? throw new DeviceException("the printer's answer is no JSON: is the address that of its host, with the right port?");

    /// <param name="written">As the printer's host has it: often relative, often of its own loopback.</param>
    /// <param name="webRoot">What relative ones are relative to.</param>
    /// <exception cref="DeviceException">It is nothing that can be read from here.</exception>
    public static Uri AddressOf(string written, Uri webRoot)
    {
        if (written.Length == 0 || !Uri.TryCreate(webRoot, written, out var address) || !Schemes.Contains(address.Scheme))
        {
            throw new DeviceException($"the printer names '{DeviceAddress.Redact(written)}' as its camera; expected an address of http, https, rtsp or rtsps");
        }

        return address.IsLoopback && !webRoot.IsLoopback ? new UriBuilder(address) { Host = webRoot.Host }.Uri : address;
    }
}
