using System.Text;

namespace Defects.CameraFarm.Pictures;

/// <summary>A picture as it goes over the wire, headers and all, so that sending it is one write and no work.</summary>
internal sealed class Picture
{
    public const string Boundary = "frame";

    public Picture(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Type: image/jpeg\r\nContent-Length: {bytes.Length}\r\n\r\n");
        Part = [.. head, .. bytes, .. "\r\n"u8];
        Bytes = Part.AsMemory(head.Length, bytes.Length);
    }

    /// <summary>A part of a multipart stream: boundary, headers, bytes.</summary>
    public byte[] Part { get; }

    /// <summary>The picture alone.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }
}
