using System.Net;

namespace Defects.Agent.Cameras;

/// <summary>A camera's address split into what may be shown and sent, and the user and password that may not.</summary>
/// <param name="Uri">Without user information.</param>
/// <param name="Credentials">From the credentials file, else from the address; null where neither has any.</param>
internal sealed record CameraAddress(Uri Uri, NetworkCredential? Credentials)
{
    private static readonly string[] SecretWords = ["pass", "pwd", "user", "usr", "token", "key", "secret", "auth", "sig", "session", "login", "code"];

    /// <exception cref="CameraException">It is no address; or the credentials file is missing, or holds something else than user:password.</exception>
    public static CameraAddress Read(CameraSettings settings)
    {
        if (!Uri.TryCreate(settings.Source, UriKind.Absolute, out var whole) || whole.Host.Length == 0)
        {
            throw new CameraException($"{Redact(settings.Source)} is no address; expected one such as http://10.0.0.5/webcam/?action=stream");
        }

        var bare = new UriBuilder(whole) { UserName = "", Password = "" }.Uri;
        var text = settings.CredentialsFile is { } file ? ReadFile(file) : Uri.UnescapeDataString(whole.UserInfo);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon switch
        {
            0 => throw new CameraException("there is a password and no user before the colon; expected user:password"),
            > 0 => new CameraAddress(bare, new NetworkCredential(text[..colon], text[(colon + 1)..])),
            _ when settings.CredentialsFile is { } empty => throw new CameraException($"{empty} holds no colon; expected one line user:password"),
            _ => new CameraAddress(bare, text.Length > 0 ? new NetworkCredential(text, "") : null),
        };
    }

    /// <summary>A source as it may be shown: no user information, no query values that look like secrets.</summary>
    public static string Redact(string source)
    {
        if (!source.Contains("://", StringComparison.Ordinal))
        {
            return source;
        }

        if (!Uri.TryCreate(source, UriKind.Absolute, out var uri))
        {
            // Whatever it is, it may hold a password and cannot be taken apart.
            return source[..source.IndexOf("://", StringComparison.Ordinal)] + "://...";
        }

        var query = string.Join('&', uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(RedactValue));
        return uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) + (query.Length > 0 ? "?" + query : "");
    }

    private static string RedactValue(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return LooksSecret(pair) ? "***" : pair;
        }

        var name = pair[..equals];
        return SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) || LooksSecret(pair[(equals + 1)..])
            ? name + "=***"
            : pair;
    }

    // Tokens and keys are long; sizes, actions and channel numbers are not.
    private static bool LooksSecret(string value) => value.Length >= 16;

    private static string ReadFile(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            return reader.ReadLine()?.Trim() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CameraException($"the credentials file cannot be read: {e.Message}", e);
        }
    }
}
