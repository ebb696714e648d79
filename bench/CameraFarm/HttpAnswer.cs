using System.Text;

namespace Defects.CameraFarm;

/// <summary>A whole answer of HTTP/1.1.</summary>
internal static class HttpAnswer
{
    public static byte[] Of(int status, string type, string body) => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 {status} {(status == 200 ? "OK" : "Not Found")}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}
