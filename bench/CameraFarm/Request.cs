namespace Defects.CameraFarm;

/// <summary>What a request asks for. Its headers are read over, and it has no body.</summary>
/// <param name="Path">The parts between the slashes.</param>
internal sealed record Request(string Method, string[] Path)
{
    /// <returns>Null at the end of the connection, or where this is no request.</returns>
    public static async Task<Request?> ReadAsync(TextReader lines, CancellationToken cancel)
    {
        var first = await lines.ReadLineAsync(cancel);
        while (await lines.ReadLineAsync(cancel) is { } header)
        {
            if (header.Length == 0)
            {
                return first?.Split(' ') is [var method, var path, ..] ? new Request(method, path.Split('?')[0].Trim('/').Split('/')) : null;
            }
        }

        return null;
    }
}
